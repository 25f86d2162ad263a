package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.QueryExecution.State;
import dev.sluice.localaws.events.EventBus;

/** Publishes {@code Athena Query State Change}. On AWS these events are best effort. */
final class QueryEvents {
  private final EventBus bus;

  QueryEvents(EventBus bus) {
    this.bus = bus;
  }

  /** The query went from a state to the one it has now; null: it was just submitted. */
  void publish(State previous, QueryExecution query) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    if (query.state() == State.FAILED) {
      QueryError error = QueryError.of(query.status().reason());
      detail
          .putObject("athenaError")
          .put("errorCategory", (double) error.category())
          .put("errorType", (double) error.type())
          .put("errorMessage", error.message())
          .put("retryable", false);
    }
    detail.put("versionId", "0").put("currentState", query.state().name());
    if (previous != null) {
      detail.put("previousState", previous.name());
    }
    detail.put("statementType", query.type().name());
    detail.put("queryExecutionId", query.id());
    detail.put("workgroupName", query.request().workGroup());
    detail.put("sequenceNumber", Integer.toString(query.status().sequence()));
    bus.publish("aws.athena", "Athena Query State Change", detail);
  }
}
