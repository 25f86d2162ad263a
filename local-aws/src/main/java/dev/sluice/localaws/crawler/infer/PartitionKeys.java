package dev.sluice.localaws.crawler.infer;

import dev.sluice.localaws.crawler.infer.Folder.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Partition keys, from the names of folders.
 *
 * <p>Deviation: a key that would have the name of a column, or of another key, is named by its
 * place. Glue gives both the same name, and Athena then refuses the table.
 */
public final class PartitionKeys {
  private PartitionKeys() {}

  /**
   * A key.
   *
   * @param folders what stands before the equals sign in the names of all its folders; empty: they
   *     are not named so
   */
  record Key(String name, String folders) {
    /** {@code 2026} of {@code year=2026}, or the folder's name. */
    public String value(String folder) {
      return folders.isEmpty() ? folder : PartitionKeys.value(folder);
    }
  }

  /**
   * {@code year} where all folders of a level are named {@code year=…}, else {@code partition_N}
   * with the level from 0 on.
   *
   * @param columns names that are taken
   */
  static List<Key> of(List<Leaf> leaves, Set<String> columns) {
    int depth = leaves.get(0).way().size();
    Set<String> taken = new HashSet<>(columns);
    List<Key> keys = new ArrayList<>();
    for (int level = 0; level < depth; level++) {
      Set<String> names = new HashSet<>();
      for (Leaf leaf : leaves) {
        names.add(name(leaf.way().get(level)));
      }
      String folders = names.size() == 1 ? names.iterator().next() : "";
      boolean free = !folders.isEmpty() && taken.add(folders);
      keys.add(new Key(free ? folders : "partition_" + level, folders));
    }
    return keys;
  }

  /** {@code year} of {@code year=2026}; empty: the folder is not named so. */
  public static String name(String folder) {
    int equals = folder.indexOf('=');
    return equals < 1 ? "" : folder.substring(0, equals).toLowerCase(Locale.ROOT);
  }

  public static String value(String folder) {
    return folder.substring(folder.indexOf('=') + 1);
  }
}
