package dev.sluice.local.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.localaws.lambda.InvocationResult;
import java.time.Instant;
import java.util.Optional;

/** The ETL of a pipeline in a running lake. */
record LakeEtl(LocalLake lake, PipelineStack stack) implements PipelineWatch.Etl {
  private String function() {
    return stack.function("EtlTriggerFunction");
  }

  @Override
  public InvocationResult run() {
    String event = "{\"time\": \"" + lake.clock().instant() + "\"}";
    return lake.functions().invoke(function(), event.getBytes(UTF_8));
  }

  @Override
  public Optional<Instant> next() {
    return lake.schedules().nextOf(function(), lake.clock().instant());
  }
}
