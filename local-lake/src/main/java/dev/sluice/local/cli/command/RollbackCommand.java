package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.local.cli.client.EtlFunction;
import dev.sluice.local.cli.client.UsageFailure;
import dev.sluice.local.cli.text.HistoryText;
import dev.sluice.local.cli.text.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description = {
      "Puts an Iceberg table of a running lake back to what it was, and pins it there.",
      "Runs leave a pinned table as it is, and say so; raw gets its records as ever. It is let go"
          + " with --unpin (the next run brings it up to date), or by a replay of the time that was"
          + " put back."
    },
    footer = {
      "",
      "Examples:",
      "  sluice history windfarm readings",
      "  sluice rollback windfarm readings 3051729675574597004",
      "  sluice rollback windfarm readings --unpin"
    })
public final class RollbackCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PIPELINE")
  String pipeline;

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "A trusted table with 'format: iceberg'.")
  String table;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "SNAPSHOT",
      description = "Its id, as `sluice history` shows it.")
  String snapshot;

  @Option(
      names = "--unpin",
      description = "Let the table go: it is again what it was before it was put back.")
  boolean unpin;

  @Option(
      names = "--overwrite-foreign",
      description = "Also if somebody else has changed the pinned table; these changes go.")
  boolean overwriteForeign;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException {
    if (unpin == (snapshot != null)) {
      throw new UsageFailure("give either a SNAPSHOT or --unpin.");
    }
    ObjectNode asked =
        JsonNodeFactory.instance
            .objectNode()
            .put("table", table)
            .put("overwriteForeign", overwriteForeign);
    EtlFunction function = EtlFunction.of(running.lake(), pipeline);
    HistoryText text =
        new HistoryText(
            unpin
                ? function.ask("unpin", asked)
                : function.ask("rollback", asked.put("snapshot", snapshot)));
    Terminal terminal = Terminal.system();
    terminal.line(text.now());
    terminal.line(
        unpin
            ? "The next run brings the table up to date."
            : "Runs leave it so until `sluice rollback %s %s --unpin`, or a replay of the time that was put back."
                .formatted(pipeline, table));
    return 0;
  }
}
