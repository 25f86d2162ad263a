package dev.sluice.core.definition.table;

import dev.sluice.core.definition.raw.Prefixes;
import dev.sluice.core.definition.raw.RawSection;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.Quarantine;
import java.util.Optional;

/**
 * Where tables lie, and what checks keep out of them. No two places contain each other's objects.
 */
final class LocationReader {
  private final Reading reading;
  private final String pipeline;
  private final Prefixes prefixes;

  LocationReader(Reading reading, String pipeline) {
    this.reading = reading;
    this.pipeline = pipeline;
    prefixes = new Prefixes(reading, LakeLayout.TRUSTED);
  }

  Optional<TrustedTable.Location> read(NamedNode table, YamlMap keys, Optional<Checks> checks) {
    boolean hasQuarantine = checks.filter(Checks::hasQuarantine).isPresent();
    Optional<YamlNode> node = keys.get("location");
    if (node.isEmpty()) {
      take(table, table.value(), new LakeLayout(pipeline).trusted(table.name()), hasQuarantine);
      return Optional.empty();
    }
    int before = reading.problems().mark();
    YamlMap map = reading.map(node.get(), FormatKeys.LOCATION);
    Optional<String> prefix = prefixes.read(map);
    prefix.ifPresent(text -> take(table, map.get("prefix").orElseThrow(), text, hasQuarantine));
    RawLayout.Style style = RawSection.style(map, reading);
    return reading
        .problems()
        .unlessSince(before, () -> new TrustedTable.Location(prefix.orElseThrow(), style));
  }

  /**
   * Files of an Iceberg table come and go, and functions delete in their pipeline's folder alone.
   */
  void check(YamlMap keys, TableFormat.Storage storage) {
    if (storage.location().isEmpty() || !(storage.format() instanceof TableFormat.Iceberg)) {
      return;
    }
    YamlNode at = keys.get("location").orElseThrow();
    String folder = new LakeLayout(pipeline).trusted("");
    String prefix = storage.location().get().prefix();
    if (!prefix.startsWith(folder)) {
      reading
          .problems()
          .add(
              at,
              "'%s' is not below %s; a table of 'format: iceberg' is, as nothing else lets its old files be deleted"
                  .formatted(prefix, folder));
    }
    if (storage.location().get().style() != RawLayout.Style.HIVE) {
      reading.problems().add(at, "'style' is for 'format: parquet'; leave it out");
    }
  }

  private void take(NamedNode table, YamlNode at, String prefix, boolean hasQuarantine) {
    prefixes.take(at, prefix, "table " + table.name());
    if (hasQuarantine) {
      prefixes.take(at, Quarantine.prefix(prefix), "table " + table.name() + Quarantine.SUFFIX);
    }
  }
}
