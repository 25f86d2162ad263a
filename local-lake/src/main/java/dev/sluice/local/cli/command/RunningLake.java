package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.client.QueryRows;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.Trouble;
import dev.sluice.local.lake.Troubles;
import dev.sluice.local.report.Flow;
import dev.sluice.local.report.LakeCounts;
import dev.sluice.local.report.PrefixSummary;
import dev.sluice.local.report.TableSummary;
import dev.sluice.local.ui.LakeView;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.sns.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page shows of a running lake. */
final class RunningLake implements LakeView {
  private static final int SHOWN_ALERTS = 50;

  private final LocalLake lake;
  private final Troubles troubles;
  private final List<PipelineStack> stacks;
  private final List<Pipeline> pipelines;
  private final Map<String, LakeCounts> counts = new HashMap<>();

  RunningLake(
      LocalLake lake, Troubles troubles, List<PipelineStack> stacks, List<Pipeline> pipelines) {
    this.lake = lake;
    this.troubles = troubles;
    this.stacks = stacks;
    this.pipelines = pipelines;
    for (int i = 0; i < stacks.size(); i++) {
      PipelineStack stack = stacks.get(i);
      counts.put(stack.pipeline(), new LakeCounts(lake.bucket(stack.bucket()), pipelines.get(i)));
    }
  }

  @Override
  public Map<String, Object> status() {
    Map<String, Object> shown = new LinkedHashMap<>();
    for (int i = 0; i < stacks.size(); i++) {
      shown.put(stacks.get(i).pipeline(), pipeline(stacks.get(i), pipelines.get(i)));
    }
    return Map.of("clock", lake.clock().instant().toString(), "pipelines", shown);
  }

  private Map<String, Object> pipeline(PipelineStack stack, Pipeline definition) {
    Path bucket = lake.bucket(stack.bucket());
    LakeCounts read = counts.get(stack.pipeline());
    Map<String, String> queries = new LinkedHashMap<>();
    for (NamedQuery query : definition.queries()) {
      queries.put(query.name(), query.sql());
    }
    try {
      JsonNode run = read.run();
      return Map.of(
          "flow", flow(stack, read, run),
          "run", LakeCounts.step(run),
          "tables", tables(run),
          "troubles", troubles(stack),
          "alerts", alerts(stack),
          "lake", PrefixSummary.of(bucket, definition),
          "queries", queries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Map<String, Object>> tables(JsonNode run) {
    List<Map<String, Object>> shown = new ArrayList<>();
    TableSummary.of(run, lake.clock().instant())
        .forEach(
            (table, notes) ->
                shown.add(
                    Map.of(
                        "table", table,
                        "rows", notes.rows(),
                        "newest", notes.newest(),
                        "notes", notes.notes())));
    return shown;
  }

  /** The newest first; those of the whole lake are every pipeline's. */
  private List<Map<String, String>> troubles(PipelineStack stack) {
    List<Map<String, String>> shown = new ArrayList<>();
    for (Trouble trouble : troubles.all()) {
      if (trouble.pipeline().isEmpty() || trouble.pipeline().equals(stack.pipeline())) {
        shown.add(
            Map.of(
                "at", trouble.last().toString(),
                "text", trouble.text(),
                "remedy", trouble.remedy()));
      }
    }
    Collections.reverse(shown);
    return shown;
  }

  private Map<String, Object> flow(PipelineStack stack, LakeCounts read, JsonNode run)
      throws IOException {
    long rows = 0;
    for (JsonNode table : run.path("tables")) {
      rows += table.path("rows").asLong();
    }
    Map<String, Object> figures =
        new LinkedHashMap<>(Flow.of(read, stack.function("ProducerFunction") != null).figures());
    figures.put("published", Math.round(stack.metric(lake, "ConsumerFunction", "Published")));
    figures.put("merged", Math.round(stack.metric(lake, "ConsumerFunction", "Merged")));
    figures.put("trusted", rows);
    return figures;
  }

  private List<Map<String, String>> alerts(PipelineStack stack) {
    List<Map<String, String>> alerts = new ArrayList<>();
    for (Message message : lake.topics().latest()) {
      if (message.topicArn().equals(stack.topic())) {
        Message.Attribute severity = message.attributes().get("severity");
        alerts.add(
            Map.of(
                "at", message.published().toString(),
                "subject", message.subject(),
                "severity", severity == null ? "info" : severity.value()));
      }
    }
    Collections.reverse(alerts);
    return alerts.subList(0, Math.min(alerts.size(), SHOWN_ALERTS));
  }

  @Override
  public Rows query(String pipeline, String sql, int most) throws QueryFailed {
    String database =
        stacks.stream()
            .filter(stack -> stack.pipeline().equals(pipeline))
            .map(PipelineStack::database)
            .findFirst()
            .orElseThrow(() -> new QueryFailed("Unknown pipeline '" + pipeline + "'"));
    try {
      QueryResult result = lake.query(database, sql);
      List<String> columns = result.columns().stream().map(QueryResult.Column::name).toList();
      List<List<String>> rows =
          result.header() || columns.isEmpty()
              ? result.rows()
              : result.rows().stream()
                  .map(line -> QueryRows.cells(line.get(0), columns.size()))
                  .toList();
      return new Rows(columns, rows.subList(0, Math.min(rows.size(), most)), rows.size());
    } catch (QueryFailedException e) {
      throw new QueryFailed(e.getMessage());
    }
  }
}
