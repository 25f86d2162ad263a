package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.NamedQuery;
import java.util.Optional;
import java.util.regex.Pattern;

/** One query: a SQL file, or SQL in the pipeline file itself. */
public final class QuerySection {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

  private final Reading reading;
  private final KnownTables tables;

  public QuerySection(Reading reading, KnownTables tables) {
    this.reading = reading;
    this.tables = tables;
  }

  public Optional<NamedQuery> read(NamedNode named) {
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
