package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.NamedFile;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a statement from a file that the definition names, or from the definition itself. */
final class SqlReader {
  /** The longest query that Athena takes. */
  private static final int MAX_BYTES = 262_144;

  private final Reading reading;

  SqlReader(Reading reading) {
    this.reading = reading;
  }

  /** The statement of a file, if it is one SELECT. */
  Optional<SqlSource> file(YamlNode node) {
    return new NamedFile(reading)
        .read(node, "SQL file")
        .flatMap(path -> content(node, path))
        .flatMap(text -> bound(node, ((YamlNode.Scalar) node).text(), text));
  }

  /** The statement that stands in the definition, if it is one SELECT. */
  Optional<SqlSource> inline(YamlNode node) {
    return reading
        .scalars()
        .anyText(node)
        .flatMap(text -> bound(node, "the SQL", ((YamlNode.Scalar) node).raw()));
  }

  /** Settings are literals in any SQL, also where YAML would have filled them as a text. */
  private Optional<SqlSource> bound(YamlNode node, String where, String text) {
    SqlSettings.Bound bound = SqlSettings.bind(text, reading.settings(), where);
    SqlSource source = new SqlSource(node, where, bound.sql());
    bound.problems().forEach(found -> source.report(found.line(), found.text(), reading));
    return Optional.of(source).filter(each -> bound.problems().isEmpty() && isOneSelect(each));
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

  private boolean isOneSelect(SqlSource source) {
    int bytes = source.text().getBytes(StandardCharsets.UTF_8).length;
    Optional<String> complaint =
        bytes > MAX_BYTES
            ? Optional.of(tooLong(source.where(), bytes))
            : source.sql().complaint().map(source.where()::concat);
    complaint.ifPresent(text -> reading.problems().add(source.node(), text));
    return complaint.isEmpty();
  }

  private static String tooLong(String where, long bytes) {
    return where + " has " + bytes + " bytes, but Athena takes at most " + MAX_BYTES + "; split it";
  }
}
