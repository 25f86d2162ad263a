package dev.sluice.local.glue;

import dev.sluice.local.http.AwsException;

/** The errors of Glue's API. */
public final class CatalogErrors {
  private CatalogErrors() {}

  public static AwsException notFound(String what) {
    return AwsException.invalid("EntityNotFoundException", what + " not found.");
  }

  public static AwsException exists(String what) {
    return AwsException.invalid("AlreadyExistsException", what + " already exists.");
  }

  public static AwsException invalid(String message) {
    return AwsException.invalid("InvalidInputException", message);
  }
}
