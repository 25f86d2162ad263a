package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.JsonService;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Athena on the wire. Results have no {@code .metadata} object beside them. */
public final class AthenaService {
  private final QueryQueue queries;
  private final WorkGroups groups;
  private final Clock clock;

  private AthenaService(QueryQueue queries, WorkGroups groups, Clock clock) {
    this.queries = queries;
    this.groups = groups;
    this.clock = clock;
  }

  public static JsonService over(QueryQueue queries, WorkGroups groups, Clock clock) {
    AthenaService athena = new AthenaService(queries, groups, clock);
    return new JsonService("athena", "AmazonAthena")
        .on("StartQueryExecution", athena::start)
        .on("GetQueryExecution", athena::execution)
        .on("BatchGetQueryExecution", athena::executions)
        .on("StopQueryExecution", athena::stop)
        .on("ListQueryExecutions", athena::list)
        .on("GetQueryResults", input -> QueryResultPage.of(queries, input))
        .on("CreateWorkGroup", athena::createWorkGroup)
        .on("GetWorkGroup", athena::workGroup)
        .on("ListWorkGroups", athena::workGroups);
  }

  private ObjectNode start(ObjectNode input) {
    JsonNode context = input.path("QueryExecutionContext");
    String catalog = context.path("Catalog").asText("AwsDataCatalog");
    if (!catalog.equalsIgnoreCase("AwsDataCatalog")) {
      throw invalid("The local lake has the catalog AwsDataCatalog only, not " + catalog);
    }
    if (!input.path("ExecutionParameters").isEmpty()) {
      throw invalid("The local lake has no ExecutionParameters; write the values into the query.");
    }
    String output = input.path("ResultConfiguration").path("OutputLocation").asText("");
    QueryRequest request =
        new QueryRequest(
            input.path("QueryString").asText(""),
            context.path("Database").asText(""),
            workGroupName(input),
            Optional.of(output).filter(text -> !text.isEmpty()),
            input.path("ClientRequestToken").asText(""));
    return object().put("QueryExecutionId", queries.start(request));
  }

  private ObjectNode execution(ObjectNode input) {
    return object().set("QueryExecution", QueryExecutionJson.of(queries.get(id(input))));
  }

  private ObjectNode executions(ObjectNode input) {
    ObjectNode result = object();
    ArrayNode found = result.putArray("QueryExecutions");
    ArrayNode missing = result.putArray("UnprocessedQueryExecutionIds");
    for (JsonNode id : input.path("QueryExecutionIds")) {
      try {
        found.add(QueryExecutionJson.of(queries.get(id.asText())));
      } catch (AwsException e) {
        missing
            .addObject()
            .put("QueryExecutionId", id.asText())
            .put("ErrorCode", e.code())
            .put("ErrorMessage", e.getMessage());
      }
    }
    return result;
  }

  private ObjectNode stop(ObjectNode input) {
    queries.stop(id(input));
    return object();
  }

  private ObjectNode list(ObjectNode input) {
    List<String> ids = queries.ids(groups.get(workGroupName(input)).name());
    Slice slice = Slice.of(input, ids.size(), 50);
    ObjectNode result = object();
    ArrayNode page = result.putArray("QueryExecutionIds");
    ids.subList(slice.from(), slice.to()).forEach(page::add);
    slice.nextToken(ids.size()).ifPresent(token -> result.put("NextToken", token));
    return result;
  }

  private ObjectNode createWorkGroup(ObjectNode input) {
    JsonNode configuration = input.path("Configuration");
    groups.create(
        new WorkGroup(
            input.path("Name").asText(),
            input.path("Description").asText(""),
            configuration instanceof ObjectNode given ? given : object(),
            clock.instant()));
    return object();
  }

  private ObjectNode workGroup(ObjectNode input) {
    WorkGroup group = groups.get(workGroupName(input));
    ObjectNode result = object();
    result.set("WorkGroup", summary(group).set("Configuration", group.configuration().deepCopy()));
    return result;
  }

  private ObjectNode workGroups(ObjectNode input) {
    List<WorkGroup> all = groups.all();
    Slice slice = Slice.of(input, all.size(), 50);
    ObjectNode result = object();
    ArrayNode page = result.putArray("WorkGroups");
    all.subList(slice.from(), slice.to()).forEach(group -> page.add(summary(group)));
    slice.nextToken(all.size()).ifPresent(token -> result.put("NextToken", token));
    return result;
  }

  private static ObjectNode summary(WorkGroup group) {
    ObjectNode summary = object().put("Name", group.name()).put("State", "ENABLED");
    summary.put("Description", group.description()).putPOJO("CreationTime", group.created());
    return summary;
  }

  private static String workGroupName(ObjectNode input) {
    return input.path("WorkGroup").asText(WorkGroups.PRIMARY);
  }

  static String id(ObjectNode input) {
    return input.path("QueryExecutionId").asText("");
  }

  static AwsException invalid(String message) {
    return AwsException.invalid("InvalidRequestException", message);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
