package dev.sluice.bench;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.LakeSettings;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.lambda.InvocationResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the packaged etl-trigger-fn, started by a local lake as the template has it, over the
 * lake's S3, Glue and Athena. Its tables are plain, so that the work is that of engines that write
 * files. What is measured is the function's process, its start included, up to its answer; of the
 * lake, which works beside it, the CPU time.
 */
public final class DeployedEtl {
  /** The bucket of the local lake's stack. */
  static final String BUCKET = "sluice-windfarm-lakebucket";

  private static final byte[] EVENT =
      "{\"time\": \"2026-08-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8);

  private DeployedEtl() {}

  /**
   * Arguments: the lake's folder; jvm or native; how many processors the function may use, and its
   * MB of memory, by which it knows how many partitions to make at once.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PipelineStack stack = stack(arguments[1], arguments[3]);
    try (LocalLake lake = LocalLake.start(settings(stack, Path.of(arguments[0])))) {
      if (arguments[2].equals("1")) {
        Processors.bindThisThread();
      }
      run(lake, stack.function("EtlTriggerFunction"));
    }
  }

  private static void run(LocalLake lake, String function) throws IOException {
    long own = ProcessUse.cpuNanos(ProcessHandle.current().pid());
    long start = System.nanoTime();
    InvocationResult result = lake.functions().invoke(function, EVENT);
    double seconds = (System.nanoTime() - start) / 1e9;
    long pid = lake.functions().pids(function).stream().findFirst().orElse(0L);
    if (!(result instanceof InvocationResult.Success) || pid == 0) {
      throw new IllegalStateException(function + " failed: " + result);
    }
    System.out.printf(
        Locale.ROOT,
        "measured %.2f %d %.2f %.2f%n",
        ProcessUse.cpuNanos(pid) / 1e9,
        ProcessUse.peakMegabytes(pid),
        seconds,
        (ProcessUse.cpuNanos(ProcessHandle.current().pid()) - own) / 1e9);
  }

  private static PipelineStack stack(String runtime, String memory) throws IOException {
    PipelinePlace place = PipelinePlace.in(Path.of("").toAbsolutePath());
    Map<String, String> settings = Map.of(Settings.TABLE_FORMAT, "parquet");
    Pipeline pipeline = new PipelineLoader().load(place.file("windfarm"), settings);
    return PipelineStack.of(
        place,
        pipeline,
        new StackChoice(
            pipeline.name(), settings, Map.of("Runtime", runtime, "EtlMemory", memory)));
  }

  private static LakeSettings settings(PipelineStack stack, Path folder) {
    return new LakeSettings(
        Path.of(""),
        folder,
        List.of(stack.stack()),
        0,
        Optional.empty(),
        FaultPlan.NONE,
        Callers.LOCAL);
  }
}
