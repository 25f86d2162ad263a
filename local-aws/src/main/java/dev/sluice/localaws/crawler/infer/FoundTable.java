package dev.sluice.localaws.crawler.infer;

import dev.sluice.localaws.crawler.infer.Folder.Leaf;
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
public record FoundTable(
    Folder root, List<PartitionKeys.Key> keys, List<Leaf> leaves, Contents contents) {
  /** The folder's name as the catalog takes names. */
  public String name(String prefix) {
    return prefix + root.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  /** The values of a partition. */
  public List<String> values(Leaf leaf) {
    List<String> values = new ArrayList<>();
    for (int level = 0; level < keys.size(); level++) {
      values.add(keys.get(level).value(leaf.way().get(level)));
    }
    return values;
  }
}
