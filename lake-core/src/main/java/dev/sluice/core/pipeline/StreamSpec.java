package dev.sluice.core.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * What goes through a pipeline's stream.
 *
 * @param record what the records look like
 * @param alerts rules over them
 * @param budget how much they may tell in an hour
 * @param raw where they are stored
 * @param digest the scheduled message about them, if there is one
 * @param masking which of their fields are masked
 */
public record StreamSpec(
    RecordSpec record,
    List<AlertRule> alerts,
    AlertBudget budget,
    RawLayout raw,
    Optional<Digest> digest,
    Masking masking) {
  public StreamSpec {
    alerts = List.copyOf(alerts);
  }

  /** Without masks. */
  public StreamSpec(
      RecordSpec record,
      List<AlertRule> alerts,
      AlertBudget budget,
      RawLayout raw,
      Optional<Digest> digest) {
    this(record, alerts, budget, raw, digest, Masking.NONE);
  }

  /** With the budget that definitions have which say nothing of it, and without a digest. */
  public StreamSpec(RecordSpec record, List<AlertRule> alerts, RawLayout raw) {
    this(record, alerts, AlertBudget.DEFAULT, raw, Optional.empty(), Masking.NONE);
  }
}
