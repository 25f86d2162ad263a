package dev.sluice.core.definition.table;

import dev.sluice.core.definition.raw.Prefixes;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One refined table, before it is known whether all of them can be made. */
final class RefinedReader {
  private static final String VIEW = "view";

  private final Reading reading;
  private final SqlReader sql;
  private final String pipeline;
  private final Prefixes prefixes;
  private final FormatReader formats;

  RefinedReader(Reading reading, String pipeline) {
    this.reading = reading;
    this.pipeline = pipeline;
    sql = new SqlReader(reading);
    formats = new FormatReader(reading);
    prefixes = new Prefixes(reading, LakeLayout.REFINED);
  }

  /**
   * A table before it is known whether all of them can be made.
   *
   * @param at where it is declared
   * @param name as SQL knows it
   * @param reads all tables that it reads
   * @param keys where they are declared
   */
  record Draft(
      NamedNode at,
      String name,
      SqlSource source,
      String comment,
      List<String> reads,
      Form form,
      Optional<YamlNode> keys) {}

  Optional<Draft> read(NamedNode named) {
    int before = reading.problems().mark();
    TableNames.checkTable(named, reading);
    YamlNode node = named.value();
    boolean isFile = !(node instanceof YamlNode.Mapping);
    YamlMap map = isFile ? YamlMap.empty() : reading.map(node, FormatKeys.REFINED);
    String name = TableNames.qualified(named, map, reading);
    Optional<SqlSource> source =
        isFile
            ? sql.file(node)
            : reading
                .only(node, map, List.of("file", "sql", VIEW), "")
                .flatMap(key -> source(key, map.get(key).orElseThrow()));
    String comment = map.get("comment").flatMap(reading.scalars()::anyText).orElse("");
    Form form = form(named, name, map);
    return reading
        .problems()
        .unlessSince(
            before,
            () -> {
              SqlSource found = source.orElseThrow();
              List<String> reads = found.sql().tables();
              return new Draft(named, name, found, comment, reads, form, map.get("keys"));
            });
  }

  private Optional<SqlSource> source(String key, YamlNode node) {
    if (key.equals(VIEW) && node instanceof YamlNode.Mapping) {
      return reading.map(node, FormatKeys.INLINE_QUERY).get("sql").flatMap(sql::inline);
    }
    return key.equals("sql") ? sql.inline(node) : sql.file(node);
  }

  private Form form(NamedNode named, String name, YamlMap map) {
    if (map.get(VIEW).isPresent()) {
      for (String key : List.of("location", "format", "keep")) {
        map.get(key)
            .ifPresent(
                at -> reading.problems().add(at, "a view has no rows of its own; leave it out"));
      }
      map.get("comment")
          .ifPresent(
              at ->
                  reading
                      .problems()
                      .add(
                          at,
                          "Athena keeps no comment of a view; write it into the YAML file as #"));
      prefixes.take(named.value(), folder(name), "view " + name);
      return new Form.View();
    }
    Optional<YamlNode> location = map.get("location");
    Optional<YamlMap> place = location.map(at -> reading.map(at, FormatKeys.PLACE));
    Optional<String> prefix = place.flatMap(prefixes::read);
    prefixes.take(
        location.orElse(named.value()), prefix.orElseGet(() -> folder(name)), "table " + name);
    return new Form.Stored(prefix, format(named.value(), map));
  }

  private TableFormat format(YamlNode at, YamlMap map) {
    return switch (formats.name(at, map)) {
      case PARQUET -> formats.plain(map);
      case ICEBERG -> formats.iceberg(map, TableSpec.NONE, Map.of());
    };
  }

  private String folder(String table) {
    String folder = new LakeLayout(pipeline).refined(table);
    return folder.substring(0, folder.length() - 1);
  }
}
