package dev.sluice.localaws.crawler.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * When objects and folders are of one table: their format and compression are the same, and their
 * schemas are similar, unless {@code CombineCompatibleSchemas} says that this does not count.
 */
public record Likeness(boolean combinesSchemas) {
  /** Glue puts folders together if more than 70 % of them are alike ... */
  private static final double MAJORITY = 0.7;

  /** ... and they are of five kinds at most. */
  private static final int KINDS = 5;

  boolean alike(Contents a, Contents b) {
    return a.shape().equals(b.shape()) && (combinesSchemas || a.columns().isSimilarTo(b.columns()));
  }

  /** Whether folders with these contents make one table. */
  boolean isOneTable(List<Contents> folders) {
    List<Contents> kinds = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Contents folder : folders) {
      if (!folder.shape().equals(folders.get(0).shape())) {
        return false;
      }
      int kind = kindOf(folder, kinds);
      if (kind == kinds.size()) {
        kinds.add(folder);
        sizes.add(0);
      }
      if (kinds.size() > KINDS) {
        return false;
      }
      sizes.set(kind, sizes.get(kind) + 1);
    }
    int largest = sizes.stream().max(Integer::compare).orElse(0);
    return largest > MAJORITY * folders.size();
  }

  private int kindOf(Contents folder, List<Contents> kinds) {
    for (int i = 0; i < kinds.size(); i++) {
      if (alike(kinds.get(i), folder)) {
        return i;
      }
    }
    return kinds.size();
  }
}
