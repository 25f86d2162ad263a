package dev.sluice.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.PipelineLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
      "  sluice query windfarm hourly --csv hourly.csv"
    })
final class QueryCommand implements Callable<Integer> {
  private static final int SHOWN_ROWS = 50;

  @Parameters(index = "0", paramLabel = "PIPELINE")
  String pipeline;

  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      description = "The name of one of the pipeline's queries, or SQL.")
  String query;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write all rows to a file.")
  Path csv;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LakeFile lake = running.lake();
    LakeFile.Resources resources = lake.pipeline(pipeline);
    LakeClient client = new LakeClient(lake.uri());
    String id =
        client
            .call(
                "athena",
                "StartQueryExecution",
                Map.of(
                    "QueryString", sql(),
                    "QueryExecutionContext", Map.of("Database", resources.database()),
                    "WorkGroup", resources.workgroup()))
            .path("QueryExecutionId")
            .asText();
    await(client, id);
    List<List<String>> rows = rows(client, id);
    if (csv != null) {
      Files.write(csv, rows.stream().map(QueryCommand::csvLine).toList());
      System.out.println((rows.size() - 1) + " rows in " + csv);
    } else {
      CsvTable.render(rows, SHOWN_ROWS).forEach(System.out::println);
    }
    return 0;
  }

  private String sql() {
    if (query.strip().contains(" ")) {
      return query;
    }
    List<NamedQuery> queries =
        new PipelineLoader().load(SluiceHome.pipeline(pipeline), System.getenv()).queries();
    return queries.stream()
        .filter(named -> named.name().equals(query))
        .map(NamedQuery::sql)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "%s has no query '%s'; it has %s."
                        .formatted(
                            pipeline, query, queries.stream().map(NamedQuery::name).toList())));
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

  private static List<List<String>> rows(LakeClient client, String id) {
    List<List<String>> rows = new ArrayList<>();
    Map<String, String> request = new HashMap<>(Map.of("QueryExecutionId", id));
    JsonNode page;
    do {
      page = client.call("athena", "GetQueryResults", request);
      for (JsonNode row : page.at("/ResultSet/Rows")) {
        List<String> cells = new ArrayList<>();
        row.path("Data").forEach(cell -> cells.add(cell.path("VarCharValue").asText(null)));
        rows.add(cells);
      }
      request.put("NextToken", page.path("NextToken").asText());
    } while (page.hasNonNull("NextToken"));
    return rows;
  }

  private static String csvLine(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append(line.isEmpty() ? "" : ",");
      line.append(cell == null ? "" : '"' + cell.replace("\"", "\"\"") + '"');
    }
    return line.toString();
  }
}
