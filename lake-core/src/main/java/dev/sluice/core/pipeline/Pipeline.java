package dev.sluice.core.pipeline;

import java.util.List;

/**
 * A pipeline's definition: valid, immutable, with all values from the environment filled in.
 *
 * @param name lower case letters, digits, hyphens; the name of its file
 * @param description one line
 * @param source where records come from
 * @param record what they look like
 * @param alerts rules over the stream
 * @param raw where raw objects go
 * @param trusted tables made from raw
 * @param queries over the tables
 */
public record Pipeline(
    String name,
    String description,
    Source source,
    RecordSpec record,
    List<AlertRule> alerts,
    RawLayout raw,
    List<TrustedTable> trusted,
    List<NamedQuery> queries) {
  public Pipeline {
    alerts = List.copyOf(alerts);
    trusted = List.copyOf(trusted);
    queries = List.copyOf(queries);
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "A pipeline's name is lower case letters, digits and hyphens, not '" + name + "'");
    }
  }
}
