package dev.sluice.localaws.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.http.JsonService;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** EventBridge on the wire: the default bus only, rules by pattern only, targets by ARN. */
public final class EventService {
  private final EventBus bus;
  private final Function<String, EventBus.Target> targets;

  private EventService(EventBus bus, Function<String, EventBus.Target> targets) {
    this.bus = bus;
    this.targets = targets;
  }

  /**
   * The service of a bus.
   *
   * @param targets finds what an ARN names; throws AwsException if there is none
   */
  public static AwsService over(EventBus bus, Function<String, EventBus.Target> targets) {
    EventService events = new EventService(bus, targets);
    return new JsonService("events", "AWSEvents")
        .on("PutEvents", events::putEvents)
        .on("PutRule", events::putRule)
        .on("PutTargets", events::putTargets)
        .on("RemoveTargets", events::removeTargets)
        .on("DeleteRule", events::deleteRule)
        .on("DescribeRule", input -> describe(bus.rule(text(input, "Name"))))
        .on("ListRules", events::listRules)
        .on("ListTargetsByRule", events::listTargets);
  }

  private ObjectNode putEvents(ObjectNode input) {
    ObjectNode result = object();
    ArrayNode entries = result.putArray("Entries");
    int failed = 0;
    for (JsonNode entry : input.path("Entries")) {
      ObjectNode answer = entries.addObject();
      JsonNode detail = detail(entry.path("Detail").asText());
      if (detail instanceof ObjectNode object && entry.has("Source") && entry.has("DetailType")) {
        answer.put(
            "EventId",
            bus.publish(entry.path("Source").asText(), entry.path("DetailType").asText(), object));
      } else {
        failed++;
        answer.put("ErrorCode", detail.isObject() ? "InvalidArgument" : "MalformedDetail");
        answer.put("ErrorMessage", "Source, DetailType and Detail (a JSON object) are needed.");
      }
    }
    return result.put("FailedEntryCount", failed);
  }

  private static JsonNode detail(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private ObjectNode putRule(ObjectNode input) {
    if (input.has("ScheduleExpression")) {
      throw AwsException.invalid(
          "ValidationException",
          "The local lake has no scheduled rules; use EventBridge Scheduler (CreateSchedule).");
    }
    boolean enabled = !input.path("State").asText("ENABLED").equals("DISABLED");
    return object()
        .put("RuleArn", bus.putRule(text(input, "Name"), text(input, "EventPattern"), enabled));
  }

  private ObjectNode putTargets(ObjectNode input) {
    String rule = text(input, "Rule");
    Map<String, EventBus.Target> found = new HashMap<>();
    for (JsonNode target : input.path("Targets")) {
      String arn = target.path("Arn").asText();
      found.put(arn, targets.apply(arn));
    }
    for (JsonNode target : input.path("Targets")) {
      String arn = target.path("Arn").asText();
      bus.putTarget(rule, target.path("Id").asText(), arn, found.get(arn));
    }
    return noFailures();
  }

  private ObjectNode removeTargets(ObjectNode input) {
    input.path("Ids").forEach(id -> bus.removeTarget(text(input, "Rule"), id.asText()));
    return noFailures();
  }

  private ObjectNode deleteRule(ObjectNode input) {
    bus.deleteRule(text(input, "Name"));
    return object();
  }

  private ObjectNode listRules(ObjectNode input) {
    String prefix = input.path("NamePrefix").asText("");
    ObjectNode result = object();
    ArrayNode rules = result.putArray("Rules");
    bus.rules().stream()
        .filter(rule -> rule.name().startsWith(prefix))
        .forEach(rule -> rules.add(describe(rule)));
    return result;
  }

  private ObjectNode listTargets(ObjectNode input) {
    ObjectNode result = object();
    ArrayNode list = result.putArray("Targets");
    bus.rule(text(input, "Rule"))
        .targets()
        .forEach((id, target) -> list.addObject().put("Id", id).put("Arn", target.arn()));
    return result;
  }

  private static ObjectNode describe(EventRule rule) {
    return object()
        .put("Name", rule.name())
        .put("Arn", rule.arn())
        .put("EventPattern", rule.pattern())
        .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
        .put("EventBusName", "default");
  }

  private static ObjectNode noFailures() {
    ObjectNode result = object().put("FailedEntryCount", 0);
    result.putArray("FailedEntries");
    return result;
  }

  private static String text(ObjectNode input, String member) {
    String value = input.path(member).asText("");
    if (value.isEmpty()) {
      throw AwsException.invalid("ValidationException", member + " is missing.");
    }
    return value;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
