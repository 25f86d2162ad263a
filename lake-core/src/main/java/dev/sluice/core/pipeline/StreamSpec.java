package dev.sluice.core.pipeline;

import java.util.List;

/**
 * What goes through a pipeline's stream.
 *
 * @param record what the records look like
 * @param alerts rules over them
 * @param raw where they are stored
 */
public record StreamSpec(RecordSpec record, List<AlertRule> alerts, RawLayout raw) {
  public StreamSpec {
    alerts = List.copyOf(alerts);
  }
}
