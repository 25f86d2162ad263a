package dev.sluice.local.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In which object each record was seen first, so that a record that was delivered again is not
 * counted again. Deliveries are repeated soon: only the latest records are remembered.
 */
final class FirstSightings {
  private final int most;
  private final Map<String, Path> objects = new LinkedHashMap<>();

  FirstSightings(int most) {
    this.most = most;
  }

  /** Whether no other object had the record before. */
  boolean isFirst(String identity, Path object) {
    Path first = objects.putIfAbsent(identity, object);
    if (objects.size() > most) {
      objects.remove(objects.keySet().iterator().next());
    }
    return first == null || first.equals(object);
  }
}
