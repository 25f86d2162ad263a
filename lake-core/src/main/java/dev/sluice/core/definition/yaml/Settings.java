package dev.sluice.core.definition.yaml;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The values that are set for a definition's <code>${NAME:default}</code>, and the defaults that it
 * gives, in its YAML and in its SQL: one setting has one default. A setting that is set to nothing
 * counts as not set, because that is how templates pass a parameter that was left out.
 */
public final class Settings {
  /** What a setting may be named, within a placeholder. */
  public static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  /**
   * In which format tables lie that give none: {@code iceberg}, the default, or {@code parquet}.
   */
  public static final String TABLE_FORMAT = "TABLE_FORMAT";

  private static final Pattern RESERVED =
      Pattern.compile("(AWS|LAMBDA|LD|JAVA|SLUICE)_.*|_.*|PATH|HOME");

  private final Map<String, String> values;
  private final Map<String, Default> defaults = new HashMap<>();
  private final Set<String> asked = new TreeSet<>();

  public Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * A default.
   *
   * @param text as it is written
   * @param value that it stands for
   */
  private record Default(String text, String value, String where) {
    boolean isSame(Default other) {
      return value.equals(other.value)
          || Scalars.isNumber(value)
              && Scalars.isNumber(other.value)
              && Double.parseDouble(value) == Double.parseDouble(other.value);
    }
  }

  /** The value that is set; empty: none. */
  public Optional<String> value(String name) {
    asked.add(name);
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** The names that were asked for so far. */
  public Set<String> asked() {
    return Collections.unmodifiableSet(asked);
  }

  /**
   * Notes a default of YAML.
   *
   * @param where it stands, as a problem says it
   * @return what is wrong, if the definition gave another one before
   */
  public Optional<String> note(String name, String text, String where) {
    return note(name, new Default(text, text, where));
  }

  /** The same of SQL, where a text may stand in quotes, which are not part of it. */
  public Optional<String> noteSql(String name, String text, String where) {
    return note(name, new Default(text, unquoted(text), where));
  }

  private Optional<String> note(String name, Default now) {
    Default first = defaults.putIfAbsent(name, now);
    if (first == null || first.isSame(now)) {
      return Optional.empty();
    }
    String plain = unquoted(now.text);
    return Optional.of(
        plain.equals(unquoted(first.text))
            ? "the setting %1$s has the default %2$s here and %3$s in %4$s, but quotes are part of the text in YAML; write it in YAML without quotes: ${%1$s:%5$s}"
                .formatted(name, now.text, first.text, first.where, plain)
            : "the setting %s has the default '%s' here, but '%s' in %s; give it one default"
                .formatted(name, now.text, first.text, first.where));
  }

  /** A default that stands in single quotes, as a text of SQL may, without them. */
  public static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** Why a setting gives no value, and what to do. */
  public static String missing(String name) {
    return isReserved(name)
        ? ("${%s} belongs to the environment of the process, which may hold credentials, so a"
                + " definition can't read it; give the setting another name, and name a key by"
                + " 'secret'")
            .formatted(name)
        : "the setting %1$s is not set; set it (--set %1$s=…, the template's parameter Settings, or %2$s), or give it a default: ${%1$s:default}"
            .formatted(name, "SLUICE_SETTINGS");
  }

  /** Whether a name is one of the process's own environment, which may hold credentials. */
  public static boolean isReserved(String name) {
    return RESERVED.matcher(name).matches();
  }
}
