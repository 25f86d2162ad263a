package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.local.cli.client.EtlFunction;
import dev.sluice.local.cli.text.HistoryText;
import dev.sluice.local.cli.text.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description =
        "Shows what was done to an Iceberg table of a running lake: by which run or engine, and how"
            + " many rows and partitions changed.",
    footer = {
      "",
      "Examples:",
      "  sluice history windfarm readings",
      "  sluice query windfarm \"SELECT count(*) FROM readings FOR VERSION AS OF SNAPSHOT\"",
      "  sluice rollback windfarm readings SNAPSHOT"
    })
public final class HistoryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PIPELINE")
  String pipeline;

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "A trusted table with 'format: iceberg'.")
  String table;

  @Option(names = "--json", description = "The history as one JSON object.")
  boolean json;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException {
    JsonNode history =
        EtlFunction.of(running.lake(), pipeline)
            .ask("history", JsonNodeFactory.instance.objectNode().put("table", table));
    Terminal terminal = Terminal.system();
    if (json) {
      terminal.line(history.toString());
      return 0;
    }
    HistoryText text = new HistoryText(history);
    terminal.line(text.now());
    text.lines().forEach(terminal::line);
    return 0;
  }
}
