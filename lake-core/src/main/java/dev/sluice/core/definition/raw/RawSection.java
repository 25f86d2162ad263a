package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.Problems;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where raw objects go.
 *
 * @param partition as far as it could be read
 * @param layout if nothing is wrong with it
 */
public record RawSection(Optional<List<PartitionField>> partition, Optional<RawLayout> layout) {
  private static final Duration DEFAULT_LATE = Duration.ofDays(7);
  private static final Duration DEFAULT_AHEAD = Duration.ofMinutes(10);
  private static final List<PartitionField> DEFAULT_PARTITION =
      List.of(PartitionField.YEAR, PartitionField.MONTH, PartitionField.DAY);

  /** Without a section all is by default. */
  static RawSection read(Optional<YamlNode> section, String pipeline, Reading reading) {
    Problems problems = reading.problems();
    int before = problems.mark();
    YamlMap map = section.map(node -> reading.map(node, FormatKeys.RAW)).orElseGet(YamlMap::empty);
    Optional<List<PartitionField>> partition =
        map.get("partition")
            .map(node -> partition(node, reading))
            .orElse(Optional.of(DEFAULT_PARTITION));
    RawLayout.Style style = style(map, reading);
    Optional<Duration> late =
        map.get("late").map(node -> late(node, reading)).orElse(Optional.of(DEFAULT_LATE));
    Duration ahead = map.get("ahead").flatMap(reading.scalars()::duration).orElse(DEFAULT_AHEAD);
    return new RawSection(
        partition,
        problems.unlessSince(
            before,
            () ->
                new RawLayout(
                    new LakeLayout(pipeline).raw(), partition.orElseThrow(), style, late, ahead)));
  }

  /** Reads the key {@code style}. */
  public static RawLayout.Style style(YamlMap map, Reading reading) {
    return map.get("style")
        .flatMap(node -> reading.scalars().choice(node, "style", RawLayout.Style.values()))
        .orElse(RawLayout.Style.HIVE);
  }

  private static Optional<Duration> late(YamlNode node, Reading reading) {
    boolean unlimited = node instanceof YamlNode.Scalar scalar && scalar.text().equals("unlimited");
    return unlimited ? Optional.empty() : reading.scalars().duration(node);
  }

  /** Reads time fields that begin with year and leave out none. */
  public static Optional<List<PartitionField>> partition(YamlNode node, Reading reading) {
    int before = reading.problems().mark();
    List<PartitionField> fields =
        YamlList.distinct(
            node,
            reading.problems(),
            item -> reading.scalars().choice(item, "partition field", PartitionField.values()));
    List<PartitionField> all = List.of(PartitionField.values());
    if (reading.problems().mark() == before && !fields.equals(all.subList(0, fields.size()))) {
      reading
          .problems()
          .add(
              node,
              "must begin with year and leave out none, but is %s; write e.g. %s"
                  .formatted(names(fields), names(all.subList(0, fields.size()))));
    }
    return reading.problems().unlessSince(before, () -> fields);
  }

  public static String names(List<PartitionField> fields) {
    return fields.toString().toLowerCase(Locale.ROOT);
  }
}
