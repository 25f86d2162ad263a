package dev.sluice.local.starter;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which fields of a sample may be id, event time and key, and what type each has. */
final class Proposal {
  private static final String TIMES =
      "time|date|datetime|timestamp|ts|stamp|at|when|updated|created|observed|epoch";
  private static final String IDS = "id|uuid|guid|key|number|nr";
  private static final String KEYS =
      "device|sensor|station|turbine|host|place|site|source|place_id|device_id|net|name|user|city";

  private final FieldSurvey survey;
  private final boolean isCsv;

  Proposal(Sample sample, FieldSurvey survey) {
    this.survey = survey;
    isCsv = sample.csv().isPresent();
  }

  /** Those that all records have, each with another value; the best first. */
  List<FieldFacts> ids() {
    return survey.fields().stream()
        .filter(field -> survey.isAlwaysThere(field) && field.isIdLike())
        .filter(field -> field.different() == field.values() && !isTime(field))
        .filter(field -> FieldNames.looksLike(field, IDS) || field.isUniform())
        .sorted(
            comparingInt((FieldFacts field) -> FieldNames.looksLike(field, IDS) ? 0 : 1)
                .thenComparing(field -> FieldNames.looksLike(field, KEYS) ? 1 : 0)
                .thenComparing(field -> FieldNames.path(field).size()))
        .toList();
  }

  /** Those whose values are all times, the likeliest event time first. */
  List<FieldFacts> times() {
    return survey.fields().stream()
        .filter(this::isTime)
        .sorted(
            comparingInt((FieldFacts field) -> survey.isAlwaysThere(field) ? 0 : 1)
                .thenComparing(field -> FieldNames.looksLike(field, TIMES) ? 0 : 1)
                .thenComparing(field -> FieldNames.looksLike(field, "updated|created") ? 1 : 0)
                .thenComparing(field -> field.isDate() ? 1 : 0)
                .thenComparing(field -> FieldNames.path(field).size()))
        .toList();
  }

  /** Those that may say which thing a record is of, the likeliest first. */
  List<FieldFacts> keys() {
    List<FieldFacts> all = new ArrayList<>();
    survey.fields().stream()
        .filter(field -> survey.isAlwaysThere(field) && field.isIdLike() && !isTime(field))
        .sorted(
            comparing((FieldFacts field) -> field.type() != FieldType.STRING)
                .thenComparing(field -> FieldNames.looksLike(field, KEYS) ? 0 : 1)
                .thenComparing(field -> isRepeated(field) ? 0 : 1)
                .thenComparing(field -> FieldNames.path(field).size()))
        .forEach(all::add);
    return all;
  }

  /** Those of which each is a thing's name, the likeliest first. */
  List<FieldFacts> names() {
    return keys().stream()
        .filter(field -> FieldNames.looksLike(field, IDS + "|" + KEYS))
        .sorted(comparing(field -> !FieldNames.looksLike(field, IDS)))
        .toList();
  }

  private boolean isRepeated(FieldFacts field) {
    return field.different() > 1 && field.different() * 2 <= field.values();
  }

  /** Numbers count as times only where the name says so. */
  boolean isTime(FieldFacts field) {
    return field.time().isPresent()
        && (field.type() == FieldType.STRING || FieldNames.looksLike(field, TIMES))
        && field.conflict().isEmpty();
  }

  /** What a table's column says of a time that is not the event time; empty: nothing. */
  Optional<TimeFormat> columnFormat(FieldFacts field) {
    TimeFormat format = field.time().orElseThrow();
    if (format.form() != TimeFormat.Form.USUAL) {
      return Optional.of(format);
    }
    boolean areDigits = isCsv && field.type() != FieldType.STRING;
    boolean areMillis = field.example().replaceAll("[-.].*", "").length() > 11;
    return areDigits
        ? Optional.of(
            new TimeFormat(
                areMillis ? TimeFormat.Form.EPOCH_MS : TimeFormat.Form.EPOCH_S,
                "",
                Optional.empty()))
        : Optional.empty();
  }
}
