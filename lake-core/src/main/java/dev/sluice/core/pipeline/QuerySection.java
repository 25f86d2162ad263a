package dev.sluice.core.pipeline;

import dev.sluice.core.yaml.NamedNode;
import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** One query: a SQL file, or SQL in the pipeline file itself. */
final class QuerySection {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

  private final Reading reading;
  private final KnownTables tables;

  QuerySection(Reading reading, KnownTables tables) {
    this.reading = reading;
    this.tables = tables;
  }

  Optional<NamedQuery> read(NamedNode named) {
    int before = reading.problems().mark();
    reading.checkName(named, NAME, "begin with a-z, then use a-z, 0-9 and -");
    SqlReader reader = new SqlReader(reading);
    YamlNode node = named.value();
    Optional<SqlSource> source =
        node instanceof YamlNode.Mapping ? inline(node, reader) : reader.file(node);
    source.ifPresent(tables::check);
    return reading
        .problems()
        .unlessSince(
            before, () -> new NamedQuery(named.name(), source.orElseThrow().text().strip()));
  }

  private Optional<SqlSource> inline(YamlNode node, SqlReader reader) {
    YamlMap map = reading.map(node, FormatKeys.INLINE_QUERY);
    return map.get("sql").flatMap(reader::inline);
  }
}
