package dev.sluice.core.definition.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** Finds what someone probably meant to write. */
public final class Suggestion {
  /** What other languages call our types and tests. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("number", "double"),
          Map.entry("decimal", "double"),
          Map.entry("numeric", "double"),
          Map.entry("real", "float"),
          Map.entry("integer", "int"),
          Map.entry("smallint", "int"),
          Map.entry("bigint", "long"),
          Map.entry("int64", "long"),
          Map.entry("text", "string"),
          Map.entry("varchar", "string"),
          Map.entry("bool", "boolean"),
          Map.entry("datetime", "timestamp"),
          Map.entry("time", "timestamp"),
          Map.entry(">", "above"),
          Map.entry("gt", "above"),
          Map.entry("greaterthan", "above"),
          Map.entry("<", "below"),
          Map.entry("lt", "below"),
          Map.entry("lessthan", "below"),
          Map.entry(">=", "atLeast"),
          Map.entry("=>", "atLeast"),
          Map.entry("gte", "atLeast"),
          Map.entry("ge", "atLeast"),
          Map.entry("<=", "atMost"),
          Map.entry("=<", "atMost"),
          Map.entry("lte", "atMost"),
          Map.entry("le", "atMost"),
          Map.entry("=", "equals"),
          Map.entry("==", "equals"),
          Map.entry("eq", "equals"),
          Map.entry("is", "equals"));

  private Suggestion() {}

  /** {@code "; did you mean 'x'?"}, or nothing if no candidate is near. */
  public static String of(String written, Collection<String> candidates) {
    String synonym = SYNONYMS.getOrDefault(written.toLowerCase(Locale.ROOT), "");
    if (candidates.contains(synonym)) {
      return "; did you mean '" + synonym + "'?";
    }
    int near = Math.max(1, Math.min(written.length(), 40) / 3);
    return candidates.stream()
        .filter(candidate -> distance(written, candidate) <= near)
        .min(Comparator.comparingInt((String candidate) -> distance(written, candidate)))
        .map(candidate -> "; did you mean '" + candidate + "'?")
        .orElse("");
  }

  /** The names to choose from, as said in a problem. */
  public static String known(Collection<String> names) {
    return names.isEmpty() ? "(none)" : String.join(", ", names);
  }

  /** Insertions, deletions, replacements and swaps of neighbours, without regard to case. */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] =
            i == 0 || j == 0 ? i + j : step(cost, i, j, a.charAt(i - 1) == b.charAt(j - 1));
        if (i > 1 && j > 1 && swapped(a, b, i, j)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, int i, int j, boolean same) {
    int replace = cost[i - 1][j - 1] + (same ? 0 : 1);
    return Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
