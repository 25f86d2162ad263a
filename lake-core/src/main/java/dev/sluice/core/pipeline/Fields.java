package dev.sluice.core.pipeline;

import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a schema, or the columns of a table, as far as they could be read, so that a broken
 * field doesn't make every mention of it a problem too.
 *
 * @param types by field name; empty for a field whose type could not be read
 * @param known whether there is a schema at all; without one, no field is reported
 * @param kind which of both they are
 */
record Fields(Map<String, Optional<FieldType>> types, boolean known, Kind kind) {
  /** What is named. */
  enum Kind {
    FIELD("field in record.schema"),
    COLUMN("column of this table");

    private final String place;

    Kind(String place) {
      this.place = place;
    }

    /** What it is called, which is also the key that names one. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Fields unknown() {
    return new Fields(Map.of(), false, Kind.FIELD);
  }

  /** The type of a field, if it is known. */
  Optional<FieldType> type(String name) {
    return types.getOrDefault(name, Optional.empty());
  }

  /** Reports a name that is no field. */
  void check(YamlNode at, String name, Reading reading) {
    if (known) {
      reading.checkKnown(at, name, kind.place + " is named", types.keySet());
    }
  }

  /** Reads the name of a field with one of these types; reports any other. */
  String read(YamlMap map, String key, Set<FieldType> allowed, Reading reading) {
    Optional<YamlNode> node = map.get(key);
    Optional<String> name = node.flatMap(reading.scalars()::text);
    name.ifPresent(text -> checkOneOf(node.get(), text, allowed, reading));
    return name.orElse("");
  }

  /**
   * The same of a key that may be left out, if the schema has the field that is meant then.
   *
   * @param section where the key is looked for
   */
  String read(Key key, YamlNode section, Set<FieldType> allowed, Reading reading) {
    if (key.map.get(key.name).isPresent()) {
      return read(key.map, key.name, allowed, reading);
    }
    if (known && !types.containsKey(key.byDefault)) {
      reading
          .problems()
          .add(
              section,
              "the key '%s' is missing, and there is no field '%s', which it would name by default"
                  .formatted(key.name, key.byDefault));
    } else {
      checkOneOf(section, key.byDefault, allowed, reading);
    }
    return key.byDefault;
  }

  /** A key that names a field, and which field if it is left out. */
  record Key(YamlMap map, String name, String byDefault) {}

  /** Reports a name that is no field with one of these types. */
  void checkOneOf(YamlNode at, String name, Set<FieldType> allowed, Reading reading) {
    check(at, name, reading);
    type(name)
        .filter(type -> !allowed.contains(type))
        .ifPresent(
            type ->
                reading
                    .problems()
                    .add(
                        at,
                        "the field '%s' is of type %s, but must be one of %s"
                            .formatted(name, Types.name(type), Types.names(allowed))));
  }
}
