package dev.sluice.localaws.events;

import dev.sluice.localaws.pattern.JsonPattern;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule of the bus.
 *
 * @param pattern the pattern's text
 * @param targets by their ids
 */
public record EventRule(
    String name,
    String arn,
    String pattern,
    JsonPattern matcher,
    boolean enabled,
    Map<String, RuleTarget> targets) {
  public EventRule {
    targets = Map.copyOf(targets);
  }

  /** Where a rule's events go. */
  public record RuleTarget(String arn, EventBus.Target target) {}

  EventRule with(String id, String targetArn, EventBus.Target target) {
    Map<String, RuleTarget> more = new LinkedHashMap<>(targets);
    more.put(id, new RuleTarget(targetArn, target));
    return with(more);
  }

  EventRule without(String id) {
    Map<String, RuleTarget> fewer = new LinkedHashMap<>(targets);
    fewer.remove(id);
    return with(fewer);
  }

  private EventRule with(Map<String, RuleTarget> other) {
    return new EventRule(name, arn, pattern, matcher, enabled, other);
  }
}
