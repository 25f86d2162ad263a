package dev.sluice.core.landing;

import dev.sluice.core.csv.Dialects;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.LandingSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A pipeline of files. */
final class Films {
  static final Pipeline PIPELINE =
      new Pipeline(
          "films",
          List.of(
              new Feed(
                  "films",
                  new LandingSource(
                      "landing/films/", "*.csv", "raw/films/csv/{yyyy}/{M}/{d}/{file}")),
              new Feed(
                  "lists",
                  new LandingSource(
                      "landing/lists/", "*.json", "raw/films/json/{yyyy}/{MM}/{dd}/{file}"))),
          Optional.empty(),
          List.of(
              new Input(
                  "csv", layout("raw/films/csv"), new RawFormat.Csv(Dialects.withNull("\\N", '|'))),
              new Input("json", layout("raw/films/json"), new RawFormat.Json())),
          List.of(
              new TrustedTable(
                  "films",
                  "csv",
                  List.of(
                      column("film_id", "id"), column("title", "title"), column("since", "year")),
                  new TrustedTable.Rows(
                      TrustedTable.Dedupe.by("film_id"), List.of(), Optional.empty()),
                  TableFormat.Storage.plain(List.of(), Optional.empty()),
                  Checks.NONE)),
          List.of(),
          List.of());

  private Films() {}

  private static RawLayout layout(String prefix) {
    return new RawLayout(
        prefix,
        List.of(PartitionField.YEAR, PartitionField.MONTH, PartitionField.DAY),
        RawLayout.Style.PLAIN,
        Optional.empty(),
        Duration.ZERO);
  }

  private static TrustedTable.Column column(String name, String from) {
    return new TrustedTable.Column(name, FieldType.STRING, from, true, "");
  }
}
