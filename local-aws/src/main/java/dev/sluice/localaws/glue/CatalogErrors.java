package dev.sluice.localaws.glue;

import dev.sluice.localaws.http.AwsException;

/** The errors of Glue's API. */
public final class CatalogErrors {
  private CatalogErrors() {}

  public static AwsException notFound(String what) {
    return AwsException.invalid("EntityNotFoundException", what + " not found.");
  }

  public static AwsException exists(String what) {
    return AwsException.invalid("AlreadyExistsException", what + " already exists.");
  }

  static AwsException changed(String table, String expected, String current) {
    return AwsException.invalid(
        "ConcurrentModificationException",
        "Update table failed due to concurrent modifications: table %s has version %s, not %s."
            .formatted(table, current, expected));
  }

  public static AwsException invalid(String message) {
    return AwsException.invalid("InvalidInputException", message);
  }
}
