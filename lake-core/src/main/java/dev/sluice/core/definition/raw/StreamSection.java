package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.Masking;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.source.ExternalSource;
import dev.sluice.core.pipeline.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What goes through the stream: {@code record}, {@code alerts} and {@code raw}, or none of them.
 *
 * @param isThere whether there is a stream
 * @param record what records look like, as far as it could be read
 * @param raw where they are stored, as far as it could be read
 * @param masking which fields are masked
 */
public record StreamSection(
    boolean isThere, RecordSection record, RawSection raw, Masking masking) {
  public static StreamSection read(YamlNode root, YamlMap map, String pipeline, Reading reading) {
    boolean isThere =
        Stream.of("record", "raw", "alerts").anyMatch(key -> map.get(key).isPresent());
    if (isThere && map.get("record").isEmpty()) {
      reading.problems().add(root, "the key 'record' is missing; a stream needs it");
    }
    RecordSection record = RecordSection.read(map.get("record"), reading);
    Masking masking =
        map.get("record")
            .map(node -> new MaskReader(reading, record).read(node))
            .orElse(Masking.NONE);
    return new StreamSection(
        isThere, record, RawSection.read(map.get("raw"), pipeline, reading), masking);
  }

  /** Reports a source whose records have no stream to go to. */
  public void checkTakes(YamlNode at, Source source, Reading reading) {
    if (!isThere && source.needsStream()) {
      reading
          .problems()
          .add(at, "its records go through a stream; add the key record, which describes it");
    }
    if (source.needsStream() && !(source instanceof ExternalSource)) {
      record.spec().map(RecordSpec::packing).ifPresent(packing -> checkPlain(at, packing, reading));
    }
  }

  private static void checkPlain(YamlNode at, Packing packing, Reading reading) {
    boolean isBare = packing.envelope() == Packing.Envelope.NONE;
    if (!isBare || packing.compression() == Packing.Compression.GZIP) {
      reading
          .problems()
          .add(
              at,
              "its records come as they are; leave 'record.%s' out, or take the source 'external'"
                  .formatted(isBare ? "compression" : "envelope"));
    }
  }

  /** The stream, if nothing is wrong with it. */
  public Optional<StreamSpec> spec(
      List<AlertRule> alerts, AlertBudget budget, Optional<Digest> digest) {
    return record
        .spec()
        .flatMap(
            spec ->
                raw.layout()
                    .map(layout -> new StreamSpec(spec, alerts, budget, layout, digest, masking)));
  }
}
