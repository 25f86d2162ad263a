package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.definition.yaml.YamlNode;

/**
 * A statement that the definition gives.
 *
 * @param node where the definition gives it
 * @param where to look for its lines: the file's name, or "the SQL"
 * @param text the statement
 */
record SqlSource(YamlNode node, String where, String text) {
  SqlText sql() {
    return SqlText.of(text);
  }

  /** Says that something is wrong in a line of the statement. */
  void report(int line, String problem, Reading reading) {
    reading.problems().add(node, "%s, line %d: %s".formatted(where, line, problem));
  }
}
