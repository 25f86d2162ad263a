package dev.sluice.local.glue;

import dev.sluice.local.http.AwsException;

/** The errors of Glue's API. */
final class CatalogErrors {
  private CatalogErrors() {}

  static AwsException notFound(String what) {
    return AwsException.invalid("EntityNotFoundException", what + " not found.");
  }

  static AwsException exists(String what) {
    return AwsException.invalid("AlreadyExistsException", what + " already exists.");
  }

  static AwsException invalid(String message) {
    return AwsException.invalid("InvalidInputException", message);
  }
}
