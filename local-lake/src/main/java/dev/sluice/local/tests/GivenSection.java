package dev.sluice.local.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.definition.read.NamedFile;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.TestKeys;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.local.tests.PipelineTest.Given;
import dev.sluice.local.tests.PipelineTest.GivenObject;
import dev.sluice.local.tests.PipelineTest.GivenRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what comes in. */
final class GivenSection {
  private final Reading reading;
  private final Optional<Pipeline> pipeline;

  GivenSection(Reading reading, Optional<Pipeline> pipeline) {
    this.reading = reading;
    this.pipeline = pipeline;
  }

  Given read(YamlNode test, YamlMap map) {
    Optional<Instant> at = map.get("at").flatMap(this::time);
    Optional<Duration> every = map.get("every").flatMap(reading.scalars()::duration);
    if (every.isPresent() && map.get("at").isEmpty()) {
      reading.problems().add(map.get("every").get(), "counts from 'at', which is missing");
    }
    List<GivenRecord> records = new ArrayList<>();
    TestSection.list(reading, map.get("records")).forEach(node -> records.add(record(node)));
    map.get("file").ifPresent(node -> records.addAll(file(node)));
    List<GivenObject> objects = new ArrayList<>();
    map.get("inputs")
        .map(node -> reading.names(node).entries())
        .orElse(List.of())
        .forEach(input -> object(input).ifPresent(objects::add));
    if (pipeline.isPresent() && pipeline.get().stream().isEmpty() && !records.isEmpty()) {
      reading.problems().add(test, "gives records, but the pipeline has no stream; give 'inputs'");
    }
    return new Given(at, every.orElse(Duration.ZERO), records, objects);
  }

  private GivenRecord record(YamlNode node) {
    if (!isTimed(node)) {
      return GivenRecord.of(payload(node));
    }
    YamlMap map = reading.map(node, TestKeys.TIMED);
    Optional<Instant> at = map.get("at").flatMap(this::time);
    Optional<Duration> after = map.get("after").flatMap(reading.scalars()::duration);
    if (at.isPresent() && after.isPresent()) {
      reading.problems().add(node, "has both 'at' and 'after'; leave out one");
    }
    return new GivenRecord(payload(map.get("record").orElse(node)), at, after);
  }

  /** Has {@code record} and one of {@code at} and {@code after}, and nothing else. */
  private static boolean isTimed(YamlNode node) {
    return node instanceof YamlNode.Mapping map
        && map.entries().containsKey("record")
        && map.entries().size() > 1
        && TestKeys.TIMED.all().containsAll(map.entries().keySet());
  }

  /** A text is taken as it is. */
  private static byte[] payload(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && !scalar.isNull()
        ? scalar.text().getBytes(UTF_8)
        : YamlValues.bytes(node);
  }

  private List<GivenRecord> file(YamlNode node) {
    Optional<Path> file = new NamedFile(reading).read(node, "file of records");
    try {
      return file.isEmpty() ? List.of() : new RecordFile(file.get(), pipeline).records();
    } catch (IOException e) {
      reading.problems().add(node, "can't be read: " + e.getMessage());
      return List.of();
    }
  }

  private Optional<GivenObject> object(NamedNode named) {
    Optional<Input> input = input(named);
    if (named.value() instanceof YamlNode.Sequence list) {
      boolean isCsv = input.filter(each -> each.format() instanceof RawFormat.Csv).isPresent();
      String name = isCsv ? "test.csv" : "test.json";
      return Optional.of(new GivenObject(named.name(), name, Optional.empty(), lines(list, isCsv)));
    }
    return new NamedFile(reading)
        .read(named.value(), "file of the input")
        .map(
            file ->
                new GivenObject(
                    named.name(), file.getFileName().toString(), Optional.of(file), new byte[0]));
  }

  private byte[] lines(YamlNode.Sequence list, boolean isCsv) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (YamlNode item : list.items()) {
      if (isCsv && !(item instanceof YamlNode.Scalar)) {
        reading
            .problems()
            .add(item, "needs a line of CSV, the first one the header, but is " + item.shown());
      }
      lines.writeBytes(payload(item));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private Optional<Input> input(NamedNode named) {
    if (pipeline.isEmpty()) {
      return Optional.empty();
    }
    List<String> known =
        pipeline.get().inputs().stream()
            .map(Input::name)
            .filter(name -> !name.equals(Input.STREAM))
            .toList();
    reading.checkKnown(named.value(), named.name(), "input", known);
    return pipeline.get().inputs().stream()
        .filter(each -> each.name().equals(named.name()))
        .findFirst();
  }

  private Optional<Instant> time(YamlNode node) {
    Optional<String> text = reading.scalars().text(node);
    try {
      return text.map(Instant::parse);
    } catch (DateTimeException e) {
      reading
          .problems()
          .add(node, "needs a time like 2026-06-01T12:00:00Z, but is " + node.shown());
      return Optional.empty();
    }
  }
}
