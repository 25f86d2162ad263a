package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.Quarantine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of tables and columns that every engine takes without quotes. */
public final class TableNames {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,127}");

  /**
   * The reserved words of Athena's DDL and SELECT statements (Amazon Athena user guide, "Escape
   * reserved keywords in queries") and those of DuckDB that are not among them; {@code data} is no
   * reserved word, but says nothing and is a keyword in several engines.
   */
  private static final Set<String> RESERVED =
      Set.copyOf(
          Arrays.asList(
              """
              all alter and array as authorization between bigint binary boolean both by case cashe
              cast char column commit conf constraint create cross cube current current_catalog
              current_date current_path current_schema current_time current_timestamp current_user
              cursor database date dayofweek deallocate decimal delete describe distinct div double
              drop else end escape except exchange execute exists extended external extract false fetch
              first float floor following for foreign from full function grant group grouping having if
              import in inner insert int integer intersect interval into is join json_array json_exists
              json_object json_query json_table json_value last lateral left less like listagg local
              localtime localtimestamp macro map more natural none normalize not null numeric of on only
              or order out outer over partialscan partition percent preceding precision prepare preserve
              primary procedure range reads recursive reduce references regexp revoke right rlike
              rollback rollup row rows select set skip smallint start table tablesample then time
              timestamp to transform trigger trim true truncate uescape unbounded union uniquejoin
              unnest update user using utc_timestamp values varchar views when where window with
              analyse analyze any asc asymmetric check collate default deferrable desc do initially
              lambda limit offset pivot placing qualify returning show some summarize symmetric unique
              unpivot variadic data
              """
                  .strip()
                  .split("\\s+")));

  private TableNames() {}

  /** The name by which SQL knows a declared table: with its database's, if it has one. */
  public static String qualified(String name, YamlNode declared) {
    return declared instanceof YamlNode.Mapping keys
            && keys.entries().get("database") != null
            && keys.entries().get("database").value() instanceof YamlNode.Scalar database
            && !database.text().isEmpty()
        ? database.text() + "." + name
        : name;
  }

  /** Reads the key {@code database} of a table, and reports one that is no name. */
  static String qualified(NamedNode named, YamlMap map, Reading reading) {
    Optional<YamlNode> node = map.get("database");
    Optional<String> database = node.flatMap(reading.scalars()::text);
    database
        .filter(text -> !FORM.matcher(text).matches() || RESERVED.contains(text))
        .ifPresent(
            text ->
                reading
                    .problems()
                    .add(
                        node.get(),
                        "a database's name begins with a-z, goes on with a-z, 0-9 and _, and is not"
                            + " a reserved word of SQL, but it is "
                            + node.get().shown()));
    return database.map(text -> text + "." + named.name()).orElse(named.name());
  }

  /** Reports the name of a table or column that would need quotes. */
  static void check(NamedNode named, Reading reading) {
    String name = named.name();
    if (!FORM.matcher(name).matches()) {
      reading
          .problems()
          .add(
              named,
              "the name '%s' needs quotes in SQL; begin with a-z, then use a-z, 0-9 and _%s"
                  .formatted(name, lowered(name)));
    } else if (RESERVED.contains(name)) {
      reading
          .problems()
          .add(
              named,
              "the name '%s' is a reserved word of SQL; rename it, e.g. '%s'"
                  .formatted(name, renamed(name)));
    }
  }

  /** Reports the name of a table that would be one of those that checks make. */
  static void checkTable(NamedNode named, Reading reading) {
    check(named, reading);
    for (String suffix : List.of(Quarantine.SUFFIX, Checks.SUFFIX)) {
      if (named.name().endsWith(suffix)) {
        reading
            .problems()
            .add(
                named,
                "names that end with '%s' are kept for what checks find; rename it"
                    .formatted(suffix));
      }
    }
  }

  /** What is wrong with the name of a result's column, if anything is. */
  static Optional<String> problem(String name) {
    if (!FORM.matcher(name).matches()) {
      return Optional.of("needs quotes in SQL; begin with a-z, then use a-z, 0-9 and _");
    }
    return RESERVED.contains(name)
        ? Optional.of("is a reserved word of SQL; rename it, e.g. AS '%s'".formatted(renamed(name)))
        : Optional.empty();
  }

  private static String lowered(String name) {
    String lowered = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    String plain = lowered.replaceAll("[^a-z0-9_]", "_");
    return FORM.matcher(plain).matches() ? ", e.g. '" + plain + "'" : "";
  }

  static String renamed(String name) {
    return switch (name) {
      case "timestamp", "time" -> "event_time";
      case "date" -> "event_date";
      case "data" -> "reading";
      default -> name + "_value";
    };
  }
}
