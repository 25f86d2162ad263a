package dev.sluice.local.starter;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.record.RecordScan;
import dev.sluice.core.record.RecordScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where a definition and a sample's records differ. */
final class DefinitionDiff {
  private final Pipeline pipeline;
  private final Sample sample;
  private final FieldSurvey survey;

  DefinitionDiff(Pipeline pipeline, Sample sample, FieldSurvey survey) {
    this.pipeline = pipeline;
    this.sample = sample;
    this.survey = survey;
  }

  /**
   * In lines: {@code +} what the definition lacks, {@code -} what no record has, {@code !} rejects.
   */
  List<String> lines() {
    Map<String, String> declared = declared();
    FieldNames names = new FieldNames(survey.fields());
    List<String> known = survey.fields().stream().map(FieldFacts::pointer).toList();
    List<String> lines = new ArrayList<>();
    survey.fields().stream()
        .filter(field -> !declared.containsKey(field.pointer()) && !isReadInto(field, declared))
        .forEach(field -> lines.addAll(missing(field, names)));
    declared.forEach(
        (pointer, place) -> {
          if (!known.contains(pointer)
              && known.stream().noneMatch(each -> each.startsWith(pointer + "/"))
              && !FieldSurvey.isAnywhere(sample, pointer)) {
            lines.add("- %s (%s): no record has it".formatted(pointer, place));
          }
        });
    rejections()
        .forEach(
            (reason, times) ->
                lines.add(
                    "! %,d of %,d records are rejected: %s"
                        .formatted(times, survey.records(), reason)));
    return lines;
  }

  /** A list of which values are taken by their places. */
  private static boolean isReadInto(FieldFacts field, Map<String, String> declared) {
    return declared.keySet().stream().anyMatch(each -> each.startsWith(field.pointer() + "/"));
  }

  /** Where the definition reads values, and what it calls them. */
  private Map<String, String> declared() {
    Map<String, String> declared = new TreeMap<>();
    List<Field> fields =
        pipeline.stream().map(stream -> stream.record().schema().fields()).orElse(List.of());
    for (Field field : fields) {
      declared.put(pointer(field.path()), "record.schema." + field.name());
    }
    for (TrustedTable table : pipeline.trusted()) {
      for (TrustedTable.Column column : table.columns()) {
        declared.putIfAbsent(
            pointer(column), "trusted.%s.columns.%s".formatted(table.name(), column.name()));
      }
    }
    return declared;
  }

  private List<String> missing(FieldFacts field, FieldNames names) {
    String type = field.type().name().toLowerCase(Locale.ROOT);
    if (field.values() == 0) {
      return List.of("+ %s: always null".formatted(field.pointer()));
    }
    String found =
        "+ %s: %s in %,d of %,d records, for example %s"
            .formatted(
                field.pointer(),
                type,
                field.values(),
                survey.records(),
                shortened(field.example()));
    return field.isScalar()
        ? List.of(
            found,
            "    column: %s: {from: %s, type: %s}"
                .formatted(names.column(field), FieldLines.quoted(field.pointer()), type))
        : List.of(found);
  }

  private Map<String, Integer> rejections() {
    Map<String, Integer> reasons = new TreeMap<>();
    if (pipeline.stream().isPresent() && sample.csv().isEmpty()) {
      RecordScanner scanner = new RecordScanner(pipeline.record());
      for (byte[] record : sample.records()) {
        RecordScan scan = scanner.scan(record, 0, record.length);
        if (!scan.isValid()) {
          reasons.merge(scan.rejection(), 1, Integer::sum);
        }
      }
    }
    return reasons;
  }

  /** A column may name a field of the schema, which may lie elsewhere. */
  private String pointer(TrustedTable.Column column) {
    return pipeline.stream()
        .flatMap(stream -> stream.record().schema().field(column.from()))
        .map(Field::path)
        .map(DefinitionDiff::pointer)
        .orElseGet(
            () -> column.from().startsWith("/") ? column.from() : pointer(List.of(column.from())));
  }

  private static String pointer(List<String> path) {
    StringBuilder pointer = new StringBuilder();
    path.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
    return pointer.toString();
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
