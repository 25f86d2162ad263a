package dev.sluice.localaws.crawler.infer;

import dev.sluice.localaws.crawler.infer.Folder.Leaf;
import dev.sluice.localaws.crawler.sample.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Puts folders together to tables: from the target's folder downwards, the first whose folders with
 * objects are equally deep and alike is a table, and these are its partitions. With a table level,
 * the folders of that level are tables.
 *
 * <p>Deviations: Glue's measure of similarity is not published (see {@link Columns#isSimilarTo}).
 * Of unlike objects in one folder Glue makes a table for each object; here those that most are like
 * make the table, and the others are left out with a line in the log.
 */
public final class TableGroups {
  private final Likeness likeness;
  private final OptionalInt level;
  private final Consumer<String> log;

  /**
   * @param level 1 is the bucket, 2 a folder in it
   */
  public TableGroups(Likeness likeness, OptionalInt level, Consumer<String> log) {
    this.likeness = likeness;
    this.level = level;
    this.log = log;
  }

  public List<FoundTable> of(Folder folder) {
    List<FoundTable> tables = new ArrayList<>();
    collect(folder, tables);
    return tables;
  }

  private void collect(Folder folder, List<FoundTable> tables) {
    List<Leaf> leaves = folder.leaves();
    boolean above = level.isPresent() && depth(folder) < level.getAsInt();
    Optional<FoundTable> whole = above ? Optional.empty() : whole(folder, leaves);
    if (whole.isPresent()) {
      tables.add(whole.get());
      return;
    }
    leaves.stream()
        .filter(leaf -> leaf.way().isEmpty())
        .findFirst()
        .ifPresent(own -> tables.add(table(folder, List.of(own))));
    folder.children().forEach(child -> collect(child, tables));
  }

  private static int depth(Folder folder) {
    return 1 + (int) folder.key().chars().filter(c -> c == '/').count();
  }

  private Optional<FoundTable> whole(Folder folder, List<Leaf> leaves) {
    if (leaves.isEmpty()) {
      return Optional.empty();
    }
    int depth = leaves.get(0).way().size();
    boolean equallyDeep = leaves.stream().allMatch(leaf -> leaf.way().size() == depth);
    boolean forced = level.isPresent();
    Likeness asked = forced ? new Likeness(true) : likeness;
    return equallyDeep && asked.isOneTable(leaves.stream().map(Leaf::contents).toList())
        ? Optional.of(table(folder, leaves))
        : Optional.empty();
  }

  private FoundTable table(Folder folder, List<Leaf> leaves) {
    Contents all = leaves.stream().map(Leaf::contents).reduce(Contents::and).orElseThrow();
    for (Leaf leaf : leaves) {
      if (leaf.folder().others() > 0) {
        log.accept(
            "%d objects in %s are not like the others there: left out"
                .formatted(leaf.folder().others(), leaf.folder().key()));
      }
    }
    return new FoundTable(
        folder, PartitionKeys.of(leaves, all.columns().types().keySet()), leaves, all);
  }
}
