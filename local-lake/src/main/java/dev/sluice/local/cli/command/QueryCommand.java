package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeClient;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.client.QueryRows;
import dev.sluice.local.cli.text.CsvTable;
import dev.sluice.local.cli.text.NoRowsHint;
import dev.sluice.local.cli.watch.WatchFile;
import dev.sluice.local.report.LakeCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "query",
    description = "Runs SQL over a running lake's tables, through its Athena endpoint.",
    footer = {
      "",
      "Examples:",
      "  sluice query windfarm hourly",
      "  sluice query windfarm \"SELECT turbine, max(reading) FROM readings GROUP BY turbine\"",
      "  sluice query windfarm hourly --csv hourly.csv",
      "  sluice query windfarm readings --csv - | head",
      "  sluice query windfarm \"SHOW CREATE TABLE readings\"",
      "",
      "CSV is byte for byte what Athena writes: every value in quotes, a null as nothing."
    })
public final class QueryCommand implements Callable<Integer> {
  private static final int SHOWN_ROWS = 50;

  @Parameters(index = "0", paramLabel = "PIPELINE")
  String pipeline;

  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      description = "The name of one of the pipeline's queries or tables, or SQL.")
  String query;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      converter = OptionTypes.OutputFile.class,
      description = "Write all rows as CSV to a file; - is standard output.")
  Path csv;

  @Option(names = "--json", description = "Print all rows as a JSON array of objects.")
  boolean json;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LakeFile lake = running.lake();
    LakeFile.Resources resources = lake.pipeline(pipeline);
    LakeClient client = lake.client();
    String id =
        client
            .call(
                "athena",
                "StartQueryExecution",
                Map.of(
                    "QueryString", sql(resources),
                    "QueryExecutionContext", Map.of("Database", resources.database()),
                    "WorkGroup", resources.workgroup()))
            .path("QueryExecutionId")
            .asText();
    try {
      await(client, id);
    } catch (CommandFailure e) {
      explainNothing(resources); // before the first run there are no tables
      throw e;
    }
    QueryRows rows = QueryRows.read(client, id);
    show(rows);
    if (rows.rows().size() == 1 && !rows.rows().get(0).isEmpty()) {
      explainNothing(resources);
    }
    return 0;
  }

  /** In the first minutes there are no rows because no run has made any. */
  private void explainNothing(LakeFile.Resources resources) throws IOException {
    String name = LakeFile.nameOf(pipeline);
    LakeCounts counts =
        new LakeCounts(running.directory.resolve("s3").resolve(resources.bucket()), name);
    NoRowsHint.of(counts, WatchFile.of(running.directory), name).ifPresent(System.err::println);
  }

  private void show(QueryRows rows) throws IOException {
    if (csv != null && csv.toString().equals("-")) {
      rows.writeCsv(System.out);
    } else if (csv != null) {
      Files.createDirectories(csv.toAbsolutePath().getParent());
      try (OutputStream file = Files.newOutputStream(csv)) {
        rows.writeCsv(file);
      }
      System.out.println((rows.rows().size() - 1) + " rows in " + csv);
    } else if (json) {
      rows.writeJson(System.out);
    } else if (rows.rows().get(0).isEmpty()) {
      System.out.println("done");
    } else {
      CsvTable.render(rows.rows(), SHOWN_ROWS).forEach(System.out::println);
    }
  }

  private String sql(LakeFile.Resources resources) {
    if (query.strip().contains(" ")) {
      return query;
    }
    Pipeline definition = SluiceHome.load(Path.of(resources.definition()));
    Map<String, String> known = new LinkedHashMap<>();
    definition.queries().forEach(named -> known.put(named.name(), named.sql()));
    Stream.concat(
            definition.refined().stream().map(RefinedTable::name),
            definition.catalogTables().stream().map(TrustedTable::name))
        .forEach(table -> known.putIfAbsent(table, "SELECT * FROM " + table));
    if (!known.containsKey(query)) {
      throw new CommandFailure(
          "%s has no query or table '%s'; it has %s."
              .formatted(pipeline, query, String.join(", ", known.keySet())));
    }
    return known.get(query);
  }

  private static void await(LakeClient client, String id) throws InterruptedException {
    while (true) {
      JsonNode status =
          client
              .call("athena", "GetQueryExecution", Map.of("QueryExecutionId", id))
              .at("/QueryExecution/Status");
      switch (status.path("State").asText()) {
        case "SUCCEEDED" -> {
          return;
        }
        case "FAILED", "CANCELLED" ->
            throw new CommandFailure(status.path("StateChangeReason").asText());
        default -> TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
