package dev.sluice.local.cli;

import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lambda.InvocationResult;
import dev.sluice.local.report.LakeCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Invokes the ETL function as its schedule would, until its run has ended. */
final class EtlRounds {
  private static final int MOST = 50;
  private static final Duration PERIOD = Duration.ofMinutes(15);
  private static final Set<String> ENDS = Set.of("SUCCEEDED", "NOTHING_TO_DO", "FAILED");

  private final LocalLake lake;
  private final PipelineStack stack;

  EtlRounds(LocalLake lake, PipelineStack stack) {
    this.lake = lake;
    this.stack = stack;
  }

  void run() throws IOException, InterruptedException {
    LakeCounts counts = new LakeCounts(lake.bucket(stack.bucket()), stack.pipeline());
    for (int round = 0; round < MOST; round++) {
      invoke();
      awaitQueries();
      if (ENDS.contains(counts.runStep())) {
        return;
      }
      lake.clock().skip(PERIOD);
    }
    throw new CommandFailure("the ETL run did not end in " + MOST + " rounds: " + counts.run());
  }

  private void invoke() {
    String event = "{\"time\": \"" + lake.clock().instant() + "\"}";
    InvocationResult result =
        lake.functions()
            .invoke(stack.function("EtlTriggerFunction"), event.getBytes(StandardCharsets.UTF_8));
    if (result instanceof InvocationResult.FunctionError error) {
      throw new CommandFailure("the ETL function failed: " + error.message());
    }
  }

  /** Queries end with an event on the bus, which invokes the function once more. */
  private void awaitQueries() throws InterruptedException {
    lake.timeline().drain(lake.clock().instant().plus(PERIOD));
  }
}
