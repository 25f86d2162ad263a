package dev.sluice.local.crawler;

import dev.sluice.local.crawler.Folder.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table that a crawl found.
 *
 * @param root its folder
 * @param keys of its partitions; none: it has no partitions
 * @param leaves the partitions' folders; of a table without partitions its own
 * @param contents of all of them
 */
record FoundTable(Folder root, List<String> keys, List<Leaf> leaves, Contents contents) {
  /** The folder's name as the catalog takes names. */
  String name(String prefix) {
    return prefix + root.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  /** The values of a partition: {@code 2026} of {@code year=2026}, or the folder's name. */
  List<String> values(Leaf leaf) {
    List<String> values = new ArrayList<>();
    for (int level = 0; level < keys.size(); level++) {
      String folder = leaf.way().get(level);
      boolean named = PartitionKeys.name(folder).equals(keys.get(level));
      values.add(named ? PartitionKeys.value(folder) : folder);
    }
    return values;
  }
}
