package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a schema, or the columns of a table, as far as they could be read, so that a broken
 * field doesn't make every mention of it a problem too.
 *
 * @param types by field name; empty for a field whose type could not be read
 * @param places where those lie in a record that do not lie under their name: JSON pointers
 * @param known whether there is a schema at all; without one, no field is reported
 * @param kind which of both they are
 */
public record Fields(
    Map<String, Optional<FieldType>> types, Map<String, String> places, boolean known, Kind kind) {
  /** What is named. */
  public enum Kind {
    FIELD("field in record.schema"),
    COLUMN("column of this table");

    private final String place;

    Kind(String place) {
      this.place = place;
    }

    /** What it is called, which is also the key that names one. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Fields unknown() {
    return new Fields(Map.of(), Map.of(), false, Kind.FIELD);
  }

  /** Where a field lies in a record: a JSON pointer, or its name. */
  public String place(String name) {
    return places.getOrDefault(name, name);
  }

  /** The field that lies at that place, which is a JSON pointer or a name of the record's own. */
  public Optional<String> at(String place) {
    List<String> path = FieldPath.of(place);
    return types.keySet().stream()
        .filter(name -> FieldPath.of(place(name)).equals(path))
        .findFirst();
  }

  /** The type of a field, if it is known. */
  public Optional<FieldType> type(String name) {
    return types.getOrDefault(name, Optional.empty());
  }

  /** Reports a name that is no field. */
  public void check(YamlNode at, String name, Reading reading) {
    if (known) {
      reading.checkKnown(at, name, kind.place + " is named", types.keySet());
    }
  }

  /** Reads the name of a field with one of these types; reports any other. */
  public String read(YamlMap map, String key, Set<FieldType> allowed, Reading reading) {
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
  public String read(Key key, YamlNode section, Set<FieldType> allowed, Reading reading) {
    if (key.map.get(key.name).isPresent()) {
      return read(key.map, key.name, allowed, reading);
    }
    if (known && !types.containsKey(key.byDefault)) {
      reading
          .problems()
          .add(
              section,
              "the key '%s' is missing, and its default, the field '%s', does not exist"
                  .formatted(key.name, key.byDefault));
    } else {
      checkOneOf(section, key.byDefault, allowed, reading);
    }
    return key.byDefault;
  }

  /** A key that names a field, and which field if it is left out. */
  public record Key(YamlMap map, String name, String byDefault) {}

  /** Reports a name that is no field with one of these types. */
  public void checkOneOf(YamlNode at, String name, Set<FieldType> allowed, Reading reading) {
    check(at, name, reading);
    type(name)
        .filter(type -> !allowed.contains(type))
        .ifPresent(
            type ->
                reading
                    .problems()
                    .add(
                        at,
                        "the %s '%s' is of type %s, but must be one of %s"
                            .formatted(
                                kind.word(), name, Types.name(type), Types.names(known(allowed)))));
  }

  /** The types that fields, or columns, may have. */
  private List<FieldType> known(Set<FieldType> types) {
    List<FieldType> ofRecords = List.of(FieldType.ofRecords());
    return types.stream().filter(type -> kind == Kind.COLUMN || ofRecords.contains(type)).toList();
  }
}
