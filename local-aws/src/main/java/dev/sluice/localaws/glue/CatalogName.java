package dev.sluice.localaws.glue;

import java.util.Locale;

/** Names of databases and tables: 1 to 255 characters, kept in lower case as Glue keeps them. */
final class CatalogName {
  private CatalogName() {}

  static String of(String kind, String name) {
    if (name == null || name.isBlank()) {
      throw CatalogErrors.invalid(kind + " name must not be empty; give it a name.");
    }
    if (name.length() > 255) {
      throw CatalogErrors.invalid(
          kind + " name has " + name.length() + " characters; at most 255 are allowed.");
    }
    if (name.indexOf('/') >= 0 || name.chars().anyMatch(c -> c < ' ')) {
      throw CatalogErrors.invalid(
          kind + " name '" + name + "' has a slash or a control character; remove it.");
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
