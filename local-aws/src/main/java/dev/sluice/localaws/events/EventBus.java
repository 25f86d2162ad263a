package dev.sluice.localaws.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.pattern.JsonPattern;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The account's default event bus. An event is given to the targets of every enabled rule whose
 * pattern it meets, in the publisher's thread: a target hands long work on. EventBridge retries a
 * target that fails; here the failure is logged and the event is lost for that target. Safe for use
 * by several threads.
 */
public final class EventBus {
  private static final Logger LOG = System.getLogger(EventBus.class.getName());

  private final Account account;
  private final Clock clock;
  private final Map<String, EventRule> rules = new LinkedHashMap<>();

  public EventBus(Account account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  /** Takes an event. */
  @FunctionalInterface
  public interface Target {
    void deliver(ObjectNode event);
  }

  /** Makes or replaces a rule; its targets stay. Returns its ARN. */
  public synchronized String putRule(String name, String pattern, boolean enabled) {
    if (!name.matches("[.\\-_A-Za-z0-9]{1,64}")) {
      throw AwsException.invalid("ValidationException", "Rule name '" + name + "' is not valid.");
    }
    EventRule old = rules.get(name);
    rules.put(
        name,
        new EventRule(
            name,
            arn(name),
            pattern,
            matcher(pattern),
            enabled,
            old == null ? Map.of() : old.targets()));
    return arn(name);
  }

  private static JsonPattern matcher(String pattern) {
    try {
      return new JsonPattern(pattern);
    } catch (IllegalArgumentException e) {
      throw AwsException.invalid(
          "InvalidEventPatternException", "Event pattern is not valid. Reason: " + e.getMessage());
    }
  }

  /** Adds or replaces a rule's target. */
  public synchronized void putTarget(String rule, String id, String arn, Target target) {
    rules.put(rule, rule(rule).with(id, arn, target));
  }

  public synchronized void removeTarget(String rule, String id) {
    rules.put(rule, rule(rule).without(id));
  }

  public synchronized void deleteRule(String name) {
    EventRule rule = rules.get(name);
    if (rule != null && !rule.targets().isEmpty()) {
      throw AwsException.invalid(
          "ValidationException", "Rule can't be deleted since it has targets.");
    }
    rules.remove(name);
  }

  public synchronized List<EventRule> rules() {
    return List.copyOf(rules.values());
  }

  public synchronized EventRule rule(String name) {
    EventRule rule = rules.get(name);
    if (rule == null) {
      throw AwsException.invalid(
          "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus default.");
    }
    return rule;
  }

  /** Publishes an event of a source with its detail; the bus fills in the rest. Returns its id. */
  public String publish(String source, String detailType, ObjectNode detail) {
    return publish(source, detailType, List.of(), detail);
  }

  /** Publishes an event that is about resources, given by their ARNs. */
  public String publish(
      String source, String detailType, List<String> resources, ObjectNode detail) {
    String id = UUID.randomUUID().toString();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0").put("id", id).put("detail-type", detailType).put("source", source);
    event.put("account", account.id());
    event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", account.region());
    ArrayNode about = event.putArray("resources");
    resources.forEach(about::add);
    event.set("detail", detail);
    publish(event);
    return id;
  }

  /** Publishes a whole event. */
  public void publish(ObjectNode event) {
    List<EventRule> matching = new ArrayList<>();
    for (EventRule rule : rules()) {
      if (rule.enabled() && rule.matcher().matches(event)) {
        matching.add(rule);
      }
    }
    for (EventRule rule : matching) {
      rule.targets().forEach((id, target) -> deliver(rule.name() + "/" + id, target, event));
    }
  }

  private static void deliver(String name, EventRule.RuleTarget target, ObjectNode event) {
    try {
      target.target().deliver(event.deepCopy());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Target " + name + " did not take event " + event.path("id"), e);
    }
  }

  private String arn(String rule) {
    return account.arn("events", "rule/" + rule);
  }
}
