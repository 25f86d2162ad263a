package dev.sluice.local.crawler;

import dev.sluice.local.crawler.Folder.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of partition keys, from the names of folders. */
final class PartitionKeys {
  private PartitionKeys() {}

  /**
   * {@code year} where all folders of a level are named {@code year=…}, else {@code partition_N}
   * with the level from 0 on.
   */
  static List<String> of(List<Leaf> leaves) {
    int depth = leaves.get(0).way().size();
    List<String> keys = new ArrayList<>();
    for (int level = 0; level < depth; level++) {
      Set<String> names = new HashSet<>();
      for (Leaf leaf : leaves) {
        names.add(name(leaf.way().get(level)));
      }
      String name = names.size() == 1 ? names.iterator().next() : "";
      keys.add(name.isEmpty() ? "partition_" + level : name);
    }
    return keys;
  }

  /** {@code year} of {@code year=2026}; empty: the folder is not named so. */
  static String name(String folder) {
    int equals = folder.indexOf('=');
    return equals < 1 ? "" : folder.substring(0, equals).toLowerCase(Locale.ROOT);
  }

  static String value(String folder) {
    return folder.substring(folder.indexOf('=') + 1);
  }
}
