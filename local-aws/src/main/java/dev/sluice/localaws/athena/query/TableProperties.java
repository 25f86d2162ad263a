package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in {@code WITH (…)} of a {@code CREATE TABLE … AS}, by names in lower case. */
final class TableProperties {
  private static final String TEXT = "'((?:[^']|'')*)'";
  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?is)\\s*(\\w+)\\s*=\\s*("
              + TEXT
              + "|ARRAY\\s*\\[(?:[^'\\]]|'(?:[^']|'')*')*\\]|[^,]+?)\\s*(?:,|$)");

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Reads them as they are written. */
  static TableProperties of(String text) throws QueryFailedException {
    TableProperties properties = new TableProperties();
    Matcher property = PROPERTY.matcher(text);
    int end = 0;
    while (property.lookingAt() && property.end() > end) {
      String name = property.group(1).toLowerCase(Locale.ROOT);
      if (properties.values.put(name, property.group(2)) != null) {
        throw new QueryFailedException(
            "DUPLICATE_PROPERTY", "line 1:1: Duplicate property: " + name);
      }
      end = property.end();
      property.region(end, property.regionEnd());
    }
    if (end < property.regionEnd()) {
      throw new QueryFailedException(
          "SYNTAX_ERROR", "line 1:1: Table properties can't be read: " + text.substring(end));
    }
    return properties;
  }

  Set<String> names() {
    return values.keySet();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(TableProperties::unquoted);
  }

  /** In upper case, as words of SQL are compared. */
  String word(String name, String otherwise) {
    return text(name).orElse(otherwise).toUpperCase(Locale.ROOT);
  }

  private static String unquoted(String value) {
    return value.startsWith("'")
        ? value.substring(1, value.length() - 1).replace("''", "'").strip()
        : value;
  }

  boolean flag(String name, boolean otherwise) throws QueryFailedException {
    String value = values.getOrDefault(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      throw invalid(name, "boolean: write true or false, without quotes");
    }
    return value.equals("true");
  }

  long number(String name) throws QueryFailedException {
    if (!values.get(name).matches("[0-9]{1,18}")) {
      throw invalid(name, "bigint: write a whole number, without quotes");
    }
    return Long.parseLong(values.get(name));
  }

  List<String> list(String name) throws QueryFailedException {
    List<String> found = new ArrayList<>();
    if (values.containsKey(name)) {
      String value = values.get(name);
      if (!value.matches("(?is)ARRAY\\s*\\[\\s*(" + TEXT + "\\s*(,\\s*" + TEXT + "\\s*)*)?\\]")) {
        throw invalid(name, "array(varchar): write ARRAY['…', '…']");
      }
      Matcher text = Pattern.compile(TEXT).matcher(value);
      while (text.find()) {
        found.add(unquoted(text.group()));
      }
    }
    return found;
  }

  private QueryFailedException invalid(String name, String type) {
    return new QueryFailedException(
        "INVALID_TABLE_PROPERTY",
        "line 1:1: Invalid value for catalog 'awsdatacatalog' table property '%s': Cannot convert [%s] to %s"
            .formatted(name, values.get(name), type));
  }
}
