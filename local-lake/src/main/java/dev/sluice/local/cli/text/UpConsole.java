package dev.sluice.local.cli.text;

import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.Trouble;
import dev.sluice.local.lake.Troubles;
import dev.sluice.localaws.sns.DeliveredMessage;
import java.time.Instant;
import java.util.List;

/** What {@code up} shows while it runs: a line each, with its time and pipeline. */
public record UpConsole(Terminal terminal, List<PipelineStack> stacks) {
  public void trouble(Trouble trouble) {
    terminal.line(
        "%s  %s %s"
            .formatted(time(trouble.last()), terminal.bad("trouble"), Troubles.line(trouble)));
  }

  public void delivered(DeliveredMessage delivery) {
    String pipeline =
        stacks.stream()
            .filter(stack -> stack.topic().equals(delivery.message().topicArn()))
            .map(stack -> stack.pipeline() + ": ")
            .findFirst()
            .orElse("");
    terminal.line(
        "%s  alert %s%s (by %s)"
            .formatted(
                time(delivery.message().published()),
                pipeline,
                delivery.message().subject(),
                delivery.protocol()));
  }

  private static String time(Instant instant) {
    return instant.toString().substring(11, 19);
  }
}
