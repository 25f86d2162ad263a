package dev.sluice.local.cli.watch;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.Trouble;
import dev.sluice.local.lake.Troubles;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.lambda.InvocationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The quickstart's bucket in a folder, and what a watch of it finds. */
public final class WatchedFarm implements PipelineWatch.Etl {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final String PIPELINE = "quickstart";

  final LakeClock clock = LakeClock.stoppedAt(NOON);
  final Troubles troubles = new Troubles(clock);
  final List<Trouble> told = new ArrayList<>();
  final PipelineWatch watch;
  InvocationResult answer = new InvocationResult.Success(new byte[0], "");
  int runs;

  private final Path bucket;

  public WatchedFarm(Path bucket) throws IOException {
    this.bucket = bucket;
    Path file = Path.of(System.getProperty("sluice.root"), "pipelines/quickstart.yaml");
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    watch = new PipelineWatch(bucket, pipeline, troubles, this);
    troubles.onTrouble(told::add);
  }

  @Override
  public InvocationResult run() {
    runs++;
    return answer;
  }

  @Override
  public Optional<Instant> next() {
    return Optional.of(NOON.plusSeconds(900));
  }

  public void write(String key, String text) throws IOException {
    Path file = bucket.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void writeRun(int number, String step) throws IOException {
    write(
        "state/quickstart/run.json",
        """
        {"run": {"number": %d, "startedAt": "2026-06-01T11:45:00Z", "step": "%s", "failures": [
          {"step": "TRANSFORM", "reason": "no memory", "remedy": "take more"}]}}
        """
            .formatted(number, step));
  }
}
