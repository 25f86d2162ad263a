package dev.sluice.core.pipeline;

import dev.sluice.core.sql.TableReference;
import dev.sluice.core.yaml.Suggestion;
import java.util.List;

/** The tables that a pipeline's SQL may read. */
final class KnownTables {
  private final Reading reading;
  private final List<String> names;

  KnownTables(Reading reading, List<String> names) {
    this.reading = reading;
    this.names = List.copyOf(names);
  }

  /** Reports what a statement reads that isn't there. */
  void check(SqlSource source) {
    source.sql().tables().stream()
        .filter(table -> !names.contains(table.name()))
        .forEach(table -> source.report(table.line(), unknown(table), reading));
  }

  private String unknown(TableReference table) {
    return "the pipeline declares no table '%s'; known: %s%s"
        .formatted(table.name(), Suggestion.known(names), Suggestion.of(table.name(), names));
  }
}
