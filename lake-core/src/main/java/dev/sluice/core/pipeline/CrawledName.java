package dev.sluice.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Glue's crawlers call what they find in a folder. */
public final class CrawledName {
  private CrawledName() {}

  /** Of the table in a folder: the folder's own name, as the catalog takes names. */
  public static String table(String prefix) {
    return prefix
        .substring(prefix.lastIndexOf('/') + 1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9_]", "_");
  }

  /**
   * Of the partition keys: what stands before the equals sign in the names of folders, or {@code
   * partition_0} and so on where they have none.
   */
  public static List<String> keys(List<PartitionField> partition, RawLayout.Style style) {
    List<String> keys = new ArrayList<>();
    for (PartitionField field : partition) {
      keys.add(
          switch (style) {
            case HIVE -> field.columnName();
            case PLAIN -> "partition_" + keys.size();
          });
    }
    return keys;
  }

  /** Why no crawler finds a trusted table under its name, and what to do; empty: one does. */
  public static Optional<String> problem(Pipeline pipeline, TrustedTable table) {
    String name = table.name();
    if (name.contains(".")) {
      return Optional.of(
          "table '%s' is in a database of its own, but a crawler writes what it finds into one database. Take 'database' out, or set Catalog to declared or crawler"
              .formatted(name));
    }
    String prefix = pipeline.location(table).prefix();
    String found = table(prefix);
    return found.equals(name)
        ? Optional.empty()
        : Optional.of(
            "table '%s' lies in '%s/', and a crawler calls it '%s', after the folder. Call it so, let 'location' end with '/%s', or set Catalog to declared or crawler"
                .formatted(name, prefix, found, name));
  }
}
