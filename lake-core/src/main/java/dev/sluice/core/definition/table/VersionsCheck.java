package dev.sluice.core.definition.table;

import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import java.util.List;
import java.util.Optional;

/**
 * Whether all versions of a row lie in one partition, where the latest is found. Those of a table
 * without a partition do, and those of the stream's records whose event time is always there,
 * always believed, and the same in all versions.
 */
final class VersionsCheck {
  private static final String ONE_OBJECT =
      "; add 'partition: []' to the table, which makes one object of all";

  private final Reading reading;
  private final InputSection input;
  private final List<Column> built;

  VersionsCheck(Reading reading, InputSection input, List<Column> built) {
    this.reading = reading;
    this.input = input;
    this.built = built;
  }

  /** Reports what makes a version lie in another partition than those before it. */
  void check(YamlMap table, Optional<TrustedTable.Rows> rows, List<PartitionField> partition) {
    Optional<Dedupe> dedupe = rows.map(TrustedTable.Rows::dedupe);
    if (partition.isEmpty() || dedupe.flatMap(Dedupe::latest).isEmpty()) {
      return;
    }
    problem(dedupe.get())
        .ifPresent(text -> reading.problems().add(table.get("dedupe").orElseThrow(), text));
  }

  private Optional<String> problem(Dedupe dedupe) {
    if (!input.name().equals(Input.STREAM)) {
      return dedupe
          .deleted()
          .map(any -> "a deletion would leave the rows of other folders" + ONE_OBJECT);
    }
    String latest = dedupe.latest().orElseThrow();
    List<Column> times =
        built.stream()
            .filter(column -> column.type().isTime())
            .filter(column -> input.timeFormat(column.from()).isPresent())
            .toList();
    if (times.stream().map(Column::name).anyMatch(latest::equals)) {
      return Optional.of(
          "'%s' is the event time, so a later version lies in another partition than the one before, which would stay%s"
              .formatted(latest, ONE_OBJECT));
    }
    if (input.time().isPresent() && times.stream().noneMatch(Column::required)) {
      return Optional.of(
          "a version without an event time lies in the partition of its arrival, and what is before it would stay%s, or 'required: true' to a column that is made of the field of record.time"
              .formatted(ONE_OBJECT));
    }
    return input
        .input()
        .flatMap(raw -> raw.layout().late())
        .map(
            late ->
                "a version that arrives more than %s after its event time lies in the partition of its arrival, and the one before would stay%s; or, if versions of a row have one event time, 'late: unlimited' to raw"
                    .formatted(text(late), ONE_OBJECT));
  }

  private static String text(java.time.Duration late) {
    return late.toDays() > 0 && late.equals(java.time.Duration.ofDays(late.toDays()))
        ? late.toDays() + " days"
        : late.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
