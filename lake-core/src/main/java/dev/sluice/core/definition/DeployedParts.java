package dev.sluice.core.definition;

import dev.sluice.core.pipeline.CrawledName;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Masking;
import dev.sluice.core.pipeline.Pipeline;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which parts of a stack are deployed, as the template's parameters {@code Producer}, {@code
 * Streaming}, {@code RawDelivery}, {@code MaskSecretName} and {@code Catalog} say; empty: not
 * known.
 *
 * @param producer whether there is a producer
 * @param stream whether there is a stream, with a consumer and what writes raw
 * @param delivery what writes raw: {@code lambda} or {@code firehose}
 * @param maskSecret the secret with the key that masks fields, which the functions may read
 * @param catalog how tables come into the catalog: {@code declared}, {@code crawler} or {@code
 *     inferred}
 */
public record DeployedParts(
    Optional<Boolean> producer,
    Optional<Boolean> stream,
    Optional<String> delivery,
    Optional<String> maskSecret,
    Optional<String> catalog) {
  /** As a function's environment has it: {@code SLUICE_PRODUCER}, {@code SLUICE_STREAMING} … */
  public static DeployedParts in(Map<String, String> environment) {
    return new DeployedParts(
        enabled(environment.get("SLUICE_PRODUCER")),
        enabled(environment.get("SLUICE_STREAMING")),
        Optional.ofNullable(environment.get("SLUICE_RAW_DELIVERY")),
        Optional.ofNullable(environment.get("SLUICE_MASK_SECRET")),
        Optional.ofNullable(environment.get("SLUICE_CATALOG")));
  }

  private static Optional<Boolean> enabled(String value) {
    return Optional.ofNullable(value).map("enabled"::equals);
  }

  /** How a pipeline and these parts don't go together, and what to do; empty if they do. */
  public Optional<String> problem(Pipeline pipeline) {
    boolean needsStream = pipeline.stream().isPresent();
    if (producer.isPresent() && producer.get() != pipeline.needsProducer()) {
      return Optional.of(
          pipeline.needsProducer()
              ? "pipeline '%s' has a source, but the parameter Producer is disabled: nothing would ask it. Set Producer to enabled, or take the source out"
                  .formatted(pipeline.name())
              : "pipeline '%s' has no source for a function, as others or the edge process send its records, but the parameter Producer is enabled. Set Producer to disabled, or add a source"
                  .formatted(pipeline.name()));
    }
    if (stream.isPresent() && stream.get() != needsStream) {
      return Optional.of(
          needsStream
              ? "pipeline '%s' has a stream (the section 'record'), but the parameter Streaming is disabled. Set Streaming to enabled"
                  .formatted(pipeline.name())
              : "pipeline '%s' has no stream (no section 'record'), but the parameter Streaming is enabled: stream, consumer and batch writer would cost money for nothing. Set Streaming to disabled"
                  .formatted(pipeline.name()));
    }
    return versionProblem(pipeline)
        .or(() -> maskProblem(pipeline))
        .or(() -> catalogProblem(pipeline));
  }

  private Optional<String> versionProblem(Pipeline pipeline) {
    return pipeline.trusted().stream()
        .filter(any -> isByArrival())
        .filter(table -> table.input().equals(Input.STREAM) && !table.partition().isEmpty())
        .filter(table -> table.rows().dedupe().latest().isPresent())
        .findFirst()
        .map(
            table ->
                "table '%s' of pipeline '%s' keeps the latest version of a row, but with RawDelivery=firehose each version lies in the partition of its arrival: older ones would stay. Add 'partition: []' to the table, or set RawDelivery to lambda"
                    .formatted(table.name(), pipeline.name()));
  }

  private boolean isByArrival() {
    return delivery.filter("firehose"::equals).isPresent();
  }

  private Optional<String> catalogProblem(Pipeline pipeline) {
    return catalog
        .filter(name -> !name.equals("declared"))
        .flatMap(name -> icebergProblem(pipeline, name))
        .or(
            () ->
                catalog.filter("inferred"::equals).stream()
                    .flatMap(inferred -> pipeline.catalogTables().stream())
                    .flatMap(table -> CrawledName.problem(pipeline, table).stream())
                    .findFirst());
  }

  private static Optional<String> icebergProblem(Pipeline pipeline, String catalog) {
    return pipeline.trusted().stream()
        .filter(table -> table.iceberg().isPresent())
        .findFirst()
        .map(
            table ->
                "table '%s' has 'format: iceberg', which is not for Catalog=%s: a crawler would take its files for a table of their own. Write 'format: parquet', or deploy with Catalog=declared"
                    .formatted(table.name(), catalog));
  }

  private Optional<String> maskProblem(Pipeline pipeline) {
    Masking masking = pipeline.masking();
    if (!masking.isNone() && isByArrival()) {
      return Optional.of(
          "pipeline '%s' masks fields (%s), but with RawDelivery=firehose Firehose stores records as they come: in clear, where others send them. Set RawDelivery to lambda"
              .formatted(
                  pipeline.name(), String.join(", ", new TreeSet<>(masking.fields().keySet()))));
    }
    return maskSecret
        .filter(name -> !name.equals(masking.key()))
        .map(
            name ->
                masking.isNone()
                    ? "pipeline '%s' masks no field, but the parameter MaskSecretName is '%s'. Leave it out"
                        .formatted(pipeline.name(), name)
                    : "pipeline '%s' masks fields with the key '%s', but the parameter MaskSecretName is '%s', so its functions may not read it. Set MaskSecretName to %2$s"
                        .formatted(pipeline.name(), masking.key(), name));
  }
}
