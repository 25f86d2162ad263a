package dev.sluice.local.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.Trouble;
import dev.sluice.local.lake.Troubles;
import dev.sluice.local.lambda.InvocationResult.FunctionError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps an eye on a running lake, and writes what it sees to its {@link WatchFile}. */
final class LakeWatch implements AutoCloseable {
  private static final int EVERY_SECONDS = 3;

  private final LocalLake lake;
  private final Troubles troubles;
  private final Path directory;
  private final List<PipelineStack> stacks;
  private final Map<String, PipelineWatch> watches = new TreeMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LakeWatch::daemon);

  private LakeWatch(LocalLake lake, Path directory, List<PipelineStack> stacks) {
    this.lake = lake;
    this.troubles = new Troubles(lake.clock());
    this.directory = directory;
    this.stacks = stacks;
  }

  /** Begins to look. */
  static LakeWatch start(
      LocalLake lake, Path directory, List<PipelineStack> stacks, List<Pipeline> pipelines) {
    LakeWatch watch = new LakeWatch(lake, directory, stacks);
    for (int i = 0; i < stacks.size(); i++) {
      watch.watches.put(
          stacks.get(i).pipeline(),
          new PipelineWatch(lake, watch.troubles, stacks.get(i), pipelines.get(i)));
    }
    lake.trouble()
        .onTrouble(text -> watch.troubles.seen("", text, text, "", lake.clock().millis()));
    lake.functions().onResult(watch::failed, watch::succeeded);
    watch.thread.scheduleWithFixedDelay(
        watch::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  /** What goes wrong now. */
  Troubles troubles() {
    return troubles;
  }

  private void failed(String function, FunctionError error) {
    long failures = lake.functions().failures(function);
    troubles.seen(
        pipeline(function),
        function,
        "%s failed (%,d %s): %s"
            .formatted(
                function, failures, failures == 1 ? "time" : "times", error.message().strip()),
        "its log is " + directory.resolve("logs").resolve(function + ".log"),
        failures);
  }

  private void succeeded(String function) {
    troubles.over(pipeline(function), function);
  }

  private String pipeline(String function) {
    return stacks.stream()
        .filter(stack -> stack.functions().containsValue(function))
        .map(PipelineStack::pipeline)
        .findFirst()
        .orElse("");
  }

  private void look() {
    try {
      Map<String, String> nextRuns = new TreeMap<>();
      for (Map.Entry<String, PipelineWatch> watch : watches.entrySet()) {
        watch.getValue().look();
        nextRuns.put(watch.getKey(), watch.getValue().nextRun());
      }
      new WatchFile(lines(), nextRuns).writeTo(directory);
    } catch (IOException | RuntimeException e) {
      troubles.seen("", "watch", "the lake could not be looked at: " + e, "", 0);
    }
  }

  private Map<String, List<String>> lines() {
    return troubles.all().stream()
        .collect(groupingBy(Trouble::pipeline, mapping(WatchFile::line, toList())));
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
