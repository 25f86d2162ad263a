package dev.sluice.core.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Where in a record a column's value lies. */
public final class FieldPath {
  private static final int MOST_INDEX_DIGITS = 6;

  private FieldPath() {}

  /**
   * The names that lead to it: one for a field, several for a JSON pointer (RFC 6901). A name of
   * digits is also the place in an array, counted from 0.
   */
  public static List<String> of(String from) {
    return from.startsWith("/")
        ? Arrays.stream(from.substring(1).split("/", -1))
            .map(name -> name.replace("~1", "/").replace("~0", "~"))
            .toList()
        : List.of(from);
  }

  /** The JSON pointer to the same place. */
  public static String pointer(String from) {
    return from.startsWith("/") ? from : "/" + from.replace("~", "~0").replace("/", "~1");
  }

  /** The place in an array that a name also is, from 0 on; empty: it is none, or too far. */
  public static OptionalInt index(String name) {
    return name.length() <= MOST_INDEX_DIGITS && name.matches("0|[1-9][0-9]*")
        ? OptionalInt.of(Integer.parseInt(name))
        : OptionalInt.empty();
  }

  /** What to write in the place of a text that is not a JSON pointer. */
  public static String problem(String from) {
    String remedy = from.startsWith("/") ? "" : ", e.g. '/" + from + "'";
    return "'%s' is not a JSON pointer; write /outer/inner or /list/0, with ~1 for / and ~0 for ~%s"
        .formatted(from, remedy);
  }

  /** Whether a text that begins with a slash is a JSON pointer. */
  public static boolean isPointer(String from) {
    return from.matches("(/([^~/]|~[01])*)+") && from.length() > 1;
  }
}
