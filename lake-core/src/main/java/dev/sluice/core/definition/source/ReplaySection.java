package dev.sluice.core.definition.source;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.definition.raw.CsvFormat;
import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.NamedFile;
import dev.sluice.core.definition.read.Placeholders;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.Suggestion;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.pipeline.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The replay of a CSV file. Its header is read and compared with the schema. */
final class ReplaySection {
  private static final int MAX_ROWS = 100_000;

  private final Reading reading;
  private final RecordSection record;

  ReplaySection(Reading reading, RecordSection record) {
    this.reading = reading;
    this.record = record;
  }

  Optional<Source> read(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.REPLAY);
    Duration every = reading.positive(map, "every", Duration.ofSeconds(1));
    int rows = reading.whole(map, "rows", 1, MAX_ROWS, 1);
    Optional<CsvDialect> dialect = new CsvFormat(reading).read(map);
    Optional<Path> file =
        map.get("file").flatMap(at -> new NamedFile(reading).read(at, "CSV file"));
    Optional<List<String>> header =
        file.flatMap(
            path -> dialect.flatMap(each -> header(map.get("file").orElseThrow(), path, each)));
    Map<String, String> assign = map.get("assign").map(at -> assign(at, header)).orElse(Map.of());
    header.ifPresent(
        columns -> {
          TreeSet<String> given = new TreeSet<>(columns);
          given.addAll(assign.keySet());
          SourceSection.checkGiven(map.get("file").orElseThrow(), record, given, reading);
        });
    return reading
        .problems()
        .unlessSince(
            before,
            () -> new ReplaySource(every, rows, file.orElseThrow(), dialect.orElseThrow(), assign));
  }

  private Optional<List<String>> header(YamlNode at, Path file, CsvDialect dialect) {
    try (InputStream in = Files.newInputStream(file);
        CsvReader reader = new CsvReader(RawBytes.open(in), dialect)) {
      CsvHeader header =
          reader.readHeader().orElseThrow(() -> new IOException("its first line is empty"));
      header.given().stream().distinct().forEach(column -> checkColumn(at, column));
      header
          .doubled(any -> true)
          .ifPresent(twice -> reading.problems().add(at, twice + "; rename one"));
      return Optional.of(header.given());
    } catch (IOException e) {
      reading.problems().add(at, "the header can't be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void checkColumn(YamlNode at, String column) {
    Fields fields = record.fields();
    if (fields.known() && !fields.types().containsKey(column)) {
      reading
          .problems()
          .add(
              at,
              "the column %s is not a field of record.schema (is the separator right?); known: %s%s"
                  .formatted(
                      CsvHeader.shown(column),
                      Suggestion.known(fields.types().keySet()),
                      Suggestion.of(column, fields.types().keySet())));
    }
  }

  private Map<String, String> assign(YamlNode node, Optional<List<String>> header) {
    Map<String, String> assign = new LinkedHashMap<>();
    reading
        .names(node)
        .entries()
        .forEach(
            entry -> {
              String field = entry.name();
              YamlNode value = entry.value();
              record.fields().check(value, field, reading);
              SourceSection.checkTick(entry, record, reading);
              if (header.filter(columns -> columns.contains(field)).isPresent()) {
                reading
                    .problems()
                    .add(value, "the file has a column '%s' already; remove this".formatted(field));
              }
              reading.scalars().text(value).ifPresent(text -> assign.put(field, text));
              header.ifPresent(columns -> checkTemplate(value, columns));
            });
    return assign;
  }

  private void checkTemplate(YamlNode node, List<String> columns) {
    if (node instanceof YamlNode.Scalar scalar) {
      List<String> known = new ArrayList<>(columns);
      known.add("row");
      known.addAll(HttpTemplates.TICK);
      Placeholders.in(scalar.text())
          .forEach(name -> reading.checkKnown(node, name, "column is named", known));
    }
  }
}
