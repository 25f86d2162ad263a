package dev.sluice.localaws.crawler.sample;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A schema: columns with their types, by names in lower case as the catalog keeps them.
 *
 * @param names of the fields as they are written in the data, by column
 */
public record Columns(Map<String, SampleType> types, Map<String, String> names) {
  /** Of Glue's threshold only the number is published, not what it measures. */
  private static final double SIMILAR = 0.7;

  static Columns of(Map<String, SampleType> fields) {
    Map<String, SampleType> types = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    fields.forEach(
        (name, type) -> {
          String column = name.toLowerCase(Locale.ROOT);
          types.merge(column, type, SampleType::join);
          names.putIfAbsent(column, name);
        });
    return new Columns(types, names);
  }

  public Columns and(Columns other) {
    Map<String, SampleType> all = new LinkedHashMap<>(types);
    other.types.forEach((name, type) -> all.merge(name, type, SampleType::join));
    Map<String, String> allNames = new LinkedHashMap<>(names);
    other.names.forEach(allNames::putIfAbsent);
    return new Columns(all, allNames);
  }

  /**
   * Whether more than 70 % of the columns of both are in both. Types don't count: a column whose
   * values are now whole, now fractions is the same column.
   */
  public boolean isSimilarTo(Columns other) {
    Set<String> all = new HashSet<>(types.keySet());
    all.addAll(other.types.keySet());
    Set<String> common = new HashSet<>(types.keySet());
    common.retainAll(other.types.keySet());
    return all.isEmpty() || common.size() > SIMILAR * all.size();
  }
}
