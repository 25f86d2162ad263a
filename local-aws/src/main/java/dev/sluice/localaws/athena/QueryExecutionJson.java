package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.query.CreateTableAs;

/** A query in the API's shape. */
final class QueryExecutionJson {
  private QueryExecutionJson() {}

  static ObjectNode of(QueryExecution query) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("QueryExecutionId", query.id()).put("Query", query.request().sql());
    json.put("StatementType", query.type().name());
    boolean makesTable = CreateTableAs.matches(query.request().sql());
    if (makesTable) {
      json.put("SubstatementType", "CREATE_TABLE_AS_SELECT");
    }
    json.put("WorkGroup", query.request().workGroup());
    json.putObject("ResultConfiguration").put("OutputLocation", query.output().toString());
    ObjectNode context = json.putObject("QueryExecutionContext");
    if (!query.request().database().isEmpty()) {
      context.put("Database", query.request().database());
    }
    json.putObject("EngineVersion")
        .put("SelectedEngineVersion", "AUTO")
        .put("EffectiveEngineVersion", "Athena engine version 3");
    status(query, json.putObject("Status"));
    statistics(query, makesTable, json.putObject("Statistics"));
    return json;
  }

  private static void statistics(QueryExecution query, boolean makesTable, ObjectNode statistics) {
    QueryExecution.Outcome outcome = query.outcome();
    if (makesTable) {
      statistics.put("DataManifestLocation", query.output() + "-manifest.csv");
    }
    statistics
        .put("DataScannedInBytes", outcome.scannedBytes())
        .put("EngineExecutionTimeInMillis", outcome.engineMillis())
        .put("QueryQueueTimeInMillis", outcome.queueMillis())
        .put("TotalExecutionTimeInMillis", outcome.queueMillis() + outcome.engineMillis());
  }

  private static void status(QueryExecution query, ObjectNode status) {
    status
        .put("State", query.state().name())
        .putPOJO("SubmissionDateTime", query.status().submitted());
    query.status().completed().ifPresent(time -> status.putPOJO("CompletionDateTime", time));
    if (!query.status().reason().isEmpty()) {
      status.put("StateChangeReason", query.status().reason());
    }
    if (query.state() == QueryExecution.State.FAILED) {
      QueryError error = QueryError.of(query.status().reason());
      status
          .putObject("AthenaError")
          .put("ErrorCategory", error.category())
          .put("ErrorType", error.type())
          .put("Retryable", false)
          .put("ErrorMessage", error.message());
    }
  }
}
