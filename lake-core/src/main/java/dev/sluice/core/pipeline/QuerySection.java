package dev.sluice.core.pipeline;

import dev.sluice.core.sql.SqlText;
import dev.sluice.core.yaml.NamedNode;
import dev.sluice.core.yaml.Suggestion;
import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One query: a SQL file, or SQL in the pipeline file itself. */
final class QuerySection {
  /** The longest query that Athena takes. */
  private static final int MAX_BYTES = 262_144;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

  private final Reading reading;
  private final List<String> tables;

  QuerySection(Reading reading, List<String> tables) {
    this.reading = reading;
    this.tables = tables;
  }

  Optional<NamedQuery> read(NamedNode named) {
    String name = named.name();
    YamlNode node = named.value();
    int before = reading.problems().mark();
    reading.checkName(named, NAME, "begin with a-z, then use a-z, 0-9 and -");
    Optional<String> sql = node instanceof YamlNode.Mapping ? inline(node) : file(node);
    return reading
        .problems()
        .unlessSince(before, () -> new NamedQuery(name, sql.orElseThrow().strip()));
  }

  private Optional<String> inline(YamlNode node) {
    YamlMap map = reading.map(node, FormatKeys.INLINE_QUERY);
    Optional<String> sql = map.get("sql").flatMap(reading.scalars()::anyText);
    sql.ifPresent(text -> check(map.get("sql").orElseThrow(), text, "the SQL"));
    return sql;
  }

  private Optional<String> file(YamlNode node) {
    return new NamedFile(reading)
        .read(node, "SQL file")
        .flatMap(path -> content(node, path))
        .map(
            text -> {
              check(node, text, ((YamlNode.Scalar) node).text());
              return text;
            });
  }

  private Optional<String> content(YamlNode node, Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        reading.problems().add(node, tooLong(file.getFileName().toString(), Files.size(file)));
        return Optional.empty();
      }
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      reading.problems().add(node, file + " can't be read as UTF-8 text: " + e);
      return Optional.empty();
    }
  }

  private void check(YamlNode node, String text, String where) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      reading.problems().add(node, tooLong(where, bytes));
      return;
    }
    SqlText sql = SqlText.of(text);
    Optional<String> complaint = sql.complaint();
    if (complaint.isPresent()) {
      reading.problems().add(node, where + complaint.get());
      return;
    }
    sql.tables().stream()
        .filter(table -> !tables.contains(table.name()))
        .forEach(
            table ->
                reading
                    .problems()
                    .add(
                        node,
                        "%s, line %d: the pipeline declares no table '%s'; known: %s%s"
                            .formatted(
                                where,
                                table.line(),
                                table.name(),
                                Suggestion.known(tables),
                                Suggestion.of(table.name(), tables))));
  }

  private static String tooLong(String where, long bytes) {
    return where + " has " + bytes + " bytes, but Athena takes at most " + MAX_BYTES + "; split it";
  }
}
