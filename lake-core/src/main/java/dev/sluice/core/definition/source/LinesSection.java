package dev.sluice.core.definition.source;

import dev.sluice.core.definition.raw.CsvFormat;
import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.LinesSource.Command;
import dev.sluice.core.pipeline.source.LinesSource.Csv;
import dev.sluice.core.pipeline.source.LinesSource.Format;
import dev.sluice.core.pipeline.source.LinesSource.GrowingFile;
import dev.sluice.core.pipeline.source.LinesSource.Input;
import dev.sluice.core.pipeline.source.LinesSource.Json;
import dev.sluice.core.pipeline.source.LinesSource.Program;
import dev.sluice.core.pipeline.source.LinesSource.Readings;
import dev.sluice.core.pipeline.source.LinesSource.StandardInput;
import dev.sluice.core.pipeline.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lines of a command, of standard input or of a file. */
final class LinesSection {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> KINDS = List.of("command", "stdin", "file");
  private static final List<String> OF_CSV =
      List.of("columns", "separator", "quote", "escape", "comment", "nullText");

  /** How a line is written. */
  private enum Written {
    JSON,
    CSV
  }

  private final Reading reading;
  private final RecordSection record;

  LinesSection(Reading reading, RecordSection record) {
    this.reading = reading;
    this.record = record;
  }

  Optional<Source> read(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.LINES);
    Duration every = reading.positive(map, "every", PACE);
    Optional<String> kind = reading.only(node, map, KINDS, ": where the lines come from");
    Optional<Input> input = kind.flatMap(each -> input(each, map, every));
    Optional<Format> format = format(map);
    LineItems section = new LineItems(reading, record, map);
    Optional<Readings> readings = section.readings(node);
    Items items =
        section.read(
            node,
            readings,
            format.map(each -> each instanceof Csv csv ? csv.columns() : List.<String>of()),
            kind.filter("file"::equals).isPresent());
    return reading
        .problems()
        .unlessSince(
            before,
            () ->
                new LinesSource(every, input.orElseThrow(), format.orElseThrow(), items, readings));
  }

  private Optional<Input> input(String kind, YamlMap map, Duration every) {
    YamlNode at = map.get(kind).orElseThrow();
    if (!kind.equals("command")) {
      refuse(map, "timeout", "is for a command that is run at each tick");
    }
    return switch (kind) {
      case "command" -> command(at, map, every);
      case "stdin" -> standardInput(at);
      default -> reading.scalars().text(at).map(GrowingFile::new);
    };
  }

  private Optional<Input> standardInput(YamlNode at) {
    Optional<Boolean> given = reading.scalars().truth(at);
    if (given.filter(yes -> !yes).isPresent()) {
      reading.problems().add(at, "is true, or is left out");
    }
    return given.map(any -> new StandardInput());
  }

  private Optional<Input> command(YamlNode at, YamlMap map, Duration every) {
    Optional<List<String>> words = words(at);
    if (map.get("every").isEmpty()) {
      refuse(
          map,
          "timeout",
          "is for a command that is run at each tick; one without 'every' keeps running");
      return words.map(Program::new);
    }
    Duration usual = every.compareTo(TIMEOUT) < 0 ? every : TIMEOUT;
    Duration timeout = reading.positive(map, "timeout", usual);
    return words.map(each -> new Command(each, timeout));
  }

  /** A list is a program and its arguments; a text is for the shell. */
  private Optional<List<String>> words(YamlNode at) {
    if (at instanceof YamlNode.Scalar) {
      return reading.scalars().text(at).map(text -> List.of("/bin/sh", "-c", text));
    }
    List<String> words =
        YamlList.items(at, reading.problems()).stream()
            .flatMap(item -> reading.scalars().anyText(item).stream())
            .toList();
    if (words.isEmpty() || words.get(0).isBlank()) {
      reading.problems().add(at, "names no program; write it first, like [nvidia-smi, --help]");
      return Optional.empty();
    }
    return Optional.of(words);
  }

  private Optional<Format> format(YamlMap map) {
    Written written =
        map.get("format")
            .flatMap(at -> reading.scalars().choice(at, "format", Written.values()))
            .orElse(Written.JSON);
    if (written == Written.JSON) {
      OF_CSV.forEach(key -> refuse(map, key, "is for 'format: csv'"));
      return Optional.of(new Json());
    }
    List<String> columns =
        map.get("columns")
            .map(at -> YamlList.distinct(at, reading.problems(), reading.scalars()::text))
            .orElse(List.of());
    return new CsvFormat(reading).read(map).map(dialect -> new Csv(dialect, columns));
  }

  private void refuse(YamlMap map, String key, String reason) {
    map.get(key)
        .ifPresent(at -> reading.problems().add(at, "'%s' %s".formatted(key, reason.strip())));
  }
}
