package dev.sluice.core.pipeline;

import java.util.Arrays;
import java.util.List;

/** Where in a record a column's value lies. */
public final class FieldPath {
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

  /** Whether a text that begins with a slash is a JSON pointer. */
  public static boolean isPointer(String from) {
    return from.matches("(/([^~/]|~[01])*)+") && from.length() > 1;
  }
}
