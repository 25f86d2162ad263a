package dev.sluice.local.play;

import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.report.LakeCounts;
import dev.sluice.localaws.lambda.InvocationResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Invokes the ETL function as its schedule would, until its run has ended. */
final class EtlRounds {
  private static final int MOST = 50;
  private static final int MOST_FAILURES = 3;
  private static final Duration PERIOD = Duration.ofMinutes(15);
  private static final Set<String> ENDS = Set.of("SUCCEEDED", "NOTHING_TO_DO", "FAILED");

  private final LocalLake lake;
  private final PipelineStack stack;

  EtlRounds(LocalLake lake, PipelineStack stack) {
    this.lake = lake;
    this.stack = stack;
  }

  /** An invocation that fails is done again, as on Lambda; one that keeps failing ends it. */
  void run() throws IOException, InterruptedException {
    LakeCounts counts = new LakeCounts(lake.bucket(stack.bucket()), stack.pipeline());
    int failures = 0;
    for (int round = 0; round < MOST; round++) {
      InvocationResult result = invoke();
      awaitQueries();
      if (result instanceof InvocationResult.FunctionError error) {
        failures++;
        if (failures == MOST_FAILURES) {
          throw new PlayException("the ETL function failed: " + error.message());
        }
      } else if (ENDS.contains(LakeCounts.step(counts.run()))) {
        return;
      }
      lake.clock().skip(PERIOD);
    }
    throw new PlayException("the ETL run did not end in " + MOST + " rounds: " + counts.run());
  }

  private InvocationResult invoke() {
    String event = "{\"time\": \"" + lake.clock().instant() + "\"}";
    return lake.functions()
        .invoke(stack.function("EtlTriggerFunction"), event.getBytes(StandardCharsets.UTF_8));
  }

  /** Queries end with an event on the bus, which invokes the function once more. */
  private void awaitQueries() throws InterruptedException {
    lake.timeline().drain(lake.clock().instant().plus(PERIOD));
  }
}
