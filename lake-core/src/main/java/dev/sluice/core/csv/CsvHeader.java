package dev.sluice.core.csv;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The names of a file's columns, without blanks around them, be they visible or not.
 *
 * @param names empty for columns without a name
 */
public record CsvHeader(List<String> names) {
  private static final int MOST_SHOWN = 300;
  private static final String ZERO_WIDTH = "\u200B\u200C\u200D\u2060\uFEFF";

  public CsvHeader {
    names = names.stream().map(CsvHeader::bare).toList();
  }

  /** Without white space, no-break spaces and characters without a width around it. */
  public static String bare(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && isBlank(name.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || ZERO_WIDTH.indexOf(c) >= 0;
  }

  /** How many columns there are up to the last one with a name. */
  int named() {
    int named = names.size();
    while (named > 0 && names.get(named - 1).isEmpty()) {
      named--;
    }
    return named;
  }

  /** The names of which there is one. */
  public List<String> given() {
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  /** The first name of these that two columns have, with their places, in words. */
  public Optional<String> doubled(Predicate<String> asked) {
    return IntStream.range(0, names.size())
        .filter(place -> !names.get(place).isEmpty() && asked.test(names.get(place)))
        .filter(place -> names.lastIndexOf(names.get(place)) > place)
        .mapToObj(
            place ->
                "its header names %s twice, as columns %d and %d"
                    .formatted(
                        shown(names.get(place)),
                        place + 1,
                        names.subList(place + 1, names.size()).indexOf(names.get(place))
                            + place
                            + 2))
        .findFirst();
  }

  /** Those of the asked names that the header hasn't. */
  public List<String> missing(Collection<String> asked) {
    return asked.stream().filter(name -> !names.contains(bare(name))).toList();
  }

  /**
   * A name that differs from a missing one only in upper and lower case, and is not asked for
   * itself, in words.
   */
  public Optional<String> nearMiss(Collection<String> asked) {
    for (String missing : missing(asked)) {
      for (String name : given()) {
        if (bare(missing).equalsIgnoreCase(name) && !asked.contains(name)) {
          return Optional.of("its header has no %s, but %s".formatted(missing, shown(name)));
        }
      }
    }
    return Optional.empty();
  }

  /** All names in quotes, with escapes for what can't be seen, shortened. */
  public String shown() {
    String all = names.stream().map(CsvHeader::shown).collect(Collectors.joining(", "));
    return all.length() <= MOST_SHOWN ? all : all.substring(0, MOST_SHOWN) + "…";
  }

  /** A text in quotes, with escapes for what can't be seen. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\t') {
                shown.append("\\t");
              } else if (isHidden(point)) {
                shown.append("\\u%04X".formatted(point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.append('\'').toString();
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> point != ' ';
      default -> false;
    };
  }
}
