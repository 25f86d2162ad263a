package dev.sluice.core.pipeline;

import java.util.List;

/**
 * A message about the time since the last one, sent at fixed hours.
 *
 * @param subject of the message
 * @param groupBy the field by which records are grouped, e.g. the place
 * @param values the fields whose latest, lowest, mean and highest value are told
 */
public record Digest(String subject, String groupBy, List<String> values) {
  public Digest {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A digest needs at least one value");
    }
  }
}
