package dev.sluice.local.report.detection;

import dev.sluice.localaws.sns.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert as the topic took it.
 *
 * @param device the rule's group
 * @param first whether it told of a first violation; otherwise it sums up further ones
 * @param from the earliest time that it speaks of
 * @param to the latest
 */
record ToldAlert(String rule, String device, boolean first, Instant from, Instant to) {
  /** The alert in a message; empty if it is none, or says that something is over. */
  static Optional<ToldAlert> of(Message message) {
    String kind = attribute(message, "kind");
    boolean first = kind.equals("first");
    if (!first && !kind.equals("summary")) {
      return Optional.empty();
    }
    Optional<Instant> to =
        first
            ? time(message, "event time").or(() -> time(message, "silent at"))
            : time(message, "latest");
    Optional<Instant> from = time(message, first ? "since" : "earliest").or(() -> to);
    return to.map(
        until ->
            new ToldAlert(
                attribute(message, "rule"),
                attribute(message, "device"),
                first,
                from.orElse(until),
                until));
  }

  private static String attribute(Message message, String name) {
    Message.Attribute attribute = message.attributes().get(name);
    return attribute == null ? "" : attribute.value();
  }

  /** The time in the body's line of that name. */
  private static Optional<Instant> time(Message message, String name) {
    return message
        .text()
        .lines()
        .skip(1)
        .filter(line -> line.startsWith(name + " "))
        .map(line -> Instant.parse(line.substring(name.length()).strip()))
        .findFirst();
  }
}
