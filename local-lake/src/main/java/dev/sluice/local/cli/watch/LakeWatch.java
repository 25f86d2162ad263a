package dev.sluice.local.cli.watch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.LakeTrouble;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.Trouble;
import dev.sluice.local.lake.Troubles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps an eye on a running lake, and writes what it sees to its {@link WatchFile}. */
public final class LakeWatch implements AutoCloseable {
  private static final int EVERY_SECONDS = 3;
  private static final String SUBJECT = "watch";

  private final Clock clock;
  private final Troubles troubles;
  private final Path directory;
  private final List<PipelineWatch> watches;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LakeWatch::daemon);
  private long looks;

  LakeWatch(Clock clock, Troubles troubles, Path directory, List<PipelineWatch> watches) {
    this.clock = clock;
    this.troubles = troubles;
    this.directory = directory;
    this.watches = List.copyOf(watches);
  }

  /** Begins to look. */
  public static LakeWatch start(
      LocalLake lake, Path directory, List<PipelineStack> stacks, List<Pipeline> pipelines)
      throws IOException {
    Troubles troubles = new Troubles(lake.clock());
    List<PipelineWatch> watches = new ArrayList<>();
    for (int i = 0; i < stacks.size(); i++) {
      PipelineStack stack = stacks.get(i);
      watches.add(
          new PipelineWatch(
              lake.bucket(stack.bucket()), pipelines.get(i), troubles, new LakeEtl(lake, stack)));
    }
    LakeWatch watch = new LakeWatch(lake.clock(), troubles, directory, watches);
    watch.write(); // an earlier lake's is not this one's
    lake.trouble()
        .onTrouble((subject, text) -> troubles.seen("", subject, text, "", lake.clock().millis()));
    FunctionWatch functions = new FunctionWatch(lake, troubles, directory, stacks);
    lake.functions().onResult(functions::failed, functions::succeeded);
    watch.thread.scheduleWithFixedDelay(
        watch::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  /** What goes wrong now. */
  public Troubles troubles() {
    return troubles;
  }

  /** There is room on the disk again. */
  public void diskHasRoom() {
    troubles.over("", LakeTrouble.DISK);
  }

  void look() {
    looks++;
    watches.forEach(this::look);
    try {
      write();
    } catch (IOException | RuntimeException e) {
      troubles.seen("", SUBJECT, "what is seen could not be written: " + e, "", looks);
      return;
    }
    troubles.over("", SUBJECT);
  }

  private void look(PipelineWatch watch) {
    try {
      watch.look();
    } catch (IOException | RuntimeException e) {
      troubles.seen(watch.pipeline(), SUBJECT, "it could not be looked at: " + e, "", looks);
      return;
    }
    troubles.over(watch.pipeline(), SUBJECT);
  }

  private void write() throws IOException {
    Map<String, String> nextRuns =
        watches.stream().collect(toMap(PipelineWatch::pipeline, PipelineWatch::nextRun));
    Map<String, List<String>> stopped =
        watches.stream().collect(toMap(PipelineWatch::pipeline, PipelineWatch::stopped));
    new WatchFile(lines(), nextRuns, stopped).writeTo(directory);
  }

  private Map<String, List<String>> lines() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return troubles.all().stream()
        .collect(
            groupingBy(Trouble::pipeline, mapping(each -> WatchFile.line(each, today), toList())));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "lake-watch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
