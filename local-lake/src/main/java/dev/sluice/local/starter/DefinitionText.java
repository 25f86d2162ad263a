package dev.sluice.local.starter;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A whole definition that takes a sample's records, with comments on what was guessed. */
final class DefinitionText {
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final Sample sample;
  private final FieldSurvey survey;
  private final Proposal proposal;
  private final FieldNames names;
  private final StringBuilder text = new StringBuilder();

  DefinitionText(Sample sample, FieldSurvey survey) {
    this.sample = sample;
    this.survey = survey;
    proposal = new Proposal(sample, survey);
    names = new FieldNames(survey.fields());
  }

  /** The definition of a stream; of files where records have no id, or are rows of CSV. */
  String write() {
    head();
    Optional<FieldFacts> id = proposal.ids().stream().findFirst();
    Optional<FieldFacts> time = proposal.times().stream().findFirst();
    if (sample.csv().isPresent() || id.isEmpty() || time.isEmpty()) {
      files(id, time);
    } else {
      stream(id.get(), time.get());
    }
    return text.toString();
  }

  private void head() {
    line(
        "# Proposed by ./sluice infer from %s: %,d records were looked at%s."
            .formatted(
                sample.name(), survey.records(), sample.isCut() ? ", and there are more" : ""));
    sample
        .items()
        .ifPresent(
            at ->
                line(
                    "# They are the list %s of one document: an http source takes them with items: %1$s"
                        .formatted(at)));
    sample
        .csv()
        .ifPresent(
            csv ->
                line(
                    "# CSV: guessed the separator %s, the quote '\"', UTF-8, and that the first line is a header."
                        .formatted(quoted(String.valueOf(csv.separator())))));
    line("pipeline: " + sample.name());
    line("");
  }

  private void stream(FieldFacts id, FieldFacts time) {
    FieldFacts key = proposal.keys().stream().filter(each -> each != id).findFirst().orElse(id);
    line("# Without a source: others put records into the stream.");
    line("record:");
    line(
        "  id: %s%s"
            .formatted(
                quoted(names.field(id)), others("different in all records", proposal.ids())));
    line(
        "  time: %s%s"
            .formatted(quoted(names.field(time)), others("all are times", proposal.times())));
    format(time.time().orElseThrow(), "timeFormat").forEach(part -> line("  " + part));
    ambiguity(time);
    line(
        "  key: %s%s"
            .formatted(
                quoted(names.field(key)), "    # %,d different ones".formatted(key.different())));
    line("  schema:");
    for (FieldFacts field : survey.fields()) {
      boolean isRequired = field == id || field == time || field == key;
      schema(field, field == time, isRequired);
    }
    line("");
    line("raw:");
    line("  partition: [year, month, day]");
    line(
        "  late: unlimited    # samples are of the past; live, a limit like 7d says when an event"
            + " time is believed");
    line("");
    table(List.of(id), Optional.of(time), key, true);
  }

  private void schema(FieldFacts field, boolean isEventTime, boolean isRequired) {
    String name = quoted(names.field(field));
    if (!field.isScalar() || field.conflict().isPresent() || field.values() == 0) {
      String why =
          field.values() == 0
              ? "always null"
              : field.isScalar()
                  ? "of several kinds: " + field.conflict().orElse("")
                  : "a list or object";
      line("    # %s: %s".formatted(oneLine(field.pointer()), oneLine(why)));
      return;
    }
    List<String> parts = new ArrayList<>();
    FieldType type = field.isDate() ? FieldType.DATE : FieldType.TIMESTAMP;
    parts.add("type: " + (isEventTime ? type : field.type()).name().toLowerCase(Locale.ROOT));
    if (isRequired) {
      parts.add("required: true");
    }
    if (!List.of(names.field(field)).equals(FieldNames.path(field))) {
      parts.add("from: " + quoted(field.pointer()));
    }
    line("    %s: {%s}".formatted(name, String.join(", ", parts)));
  }

  private void files(Optional<FieldFacts> id, Optional<FieldFacts> time) {
    if (sample.csv().isEmpty()) {
      line(
          "# %s, which a stream's records need: so these are files."
              .formatted(
                  id.isEmpty() ? "No field is different in all records" : "No field is a time"));
    }
    String name = sample.name();
    line("source:");
    line(
        "  landing: {from: landing/%s/, match: \"*\", to: \"raw/%1$s/{yyyy}/{MM}/{dd}/{file}\"}"
            .formatted(name));
    line("");
    line("inputs:");
    line("  files:");
    line("    prefix: raw/" + name);
    line("    partition: [year, month, day]    # when a file was put");
    line("    style: plain");
    sample
        .csv()
        .ifPresent(
            csv -> {
              line("    format: csv");
              line("    separator: " + quoted(String.valueOf(csv.separator())));
            });
    line("");
    List<FieldFacts> by = id.map(List::of).orElseGet(() -> together(time));
    table(by, time, null, false);
  }

  /** Time, key and time, or all fields: the first of these of which no two records are alike. */
  private List<FieldFacts> together(Optional<FieldFacts> time) {
    List<FieldFacts> all =
        survey.fields().stream()
            .filter(each -> each.isScalar() && survey.isAlwaysThere(each))
            .toList();
    List<List<FieldFacts>> candidates = new ArrayList<>();
    time.filter(all::contains)
        .ifPresent(
            at -> {
              candidates.add(List.of(at));
              proposal.keys().forEach(key -> candidates.add(List.of(key, at)));
            });
    try {
      for (List<FieldFacts> candidate : candidates) {
        if (FieldSurvey.areDifferent(sample, candidate)) {
          return candidate;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private void table(
      List<FieldFacts> ids, Optional<FieldFacts> time, FieldFacts key, boolean isStream) {
    line("trusted:");
    line("  records:");
    line(isStream ? "    partition: [year, month, day]" : "    input: files\n    partition: []");
    line("    columns:");
    for (FieldFacts field : survey.fields()) {
      boolean isRequired =
          ids.contains(field)
              || field == key
              || (isStream && time.filter(field::equals).isPresent());
      column(field, isStream && time.filter(field::equals).isPresent(), isRequired);
    }
    List<String> columns = ids.stream().map(names::column).toList();
    if (columns.size() == 1) {
      line(
          "    dedupe: %s%s"
              .formatted(columns.get(0), others("different in all records", proposal.ids())));
    } else {
      line(
          "    dedupe: {by: [%s]}    # no field alone is different in all records"
              .formatted(String.join(", ", columns)));
    }
    time.map(names::column).ifPresent(name -> line("    sort: [%s]".formatted(name)));
  }

  private void column(FieldFacts field, boolean isEventTime, boolean isRequired) {
    if (field.values() == 0 || !(field.isScalar() || field.isList())) {
      return;
    }
    List<String> parts = new ArrayList<>();
    List<String> path = FieldNames.path(field);
    String from = path.size() == 1 && !path.get(0).startsWith("/") ? path.get(0) : field.pointer();
    String column = names.column(field);
    if (!from.equals(column)) {
      parts.add("from: " + quoted(from));
    }
    boolean isTime = proposal.isTime(field);
    FieldType type = !isTime ? field.type() : field.isDate() ? FieldType.DATE : FieldType.TIMESTAMP;
    parts.add("type: " + type.name().toLowerCase(Locale.ROOT));
    if (isTime && !isEventTime) {
      proposal.columnFormat(field).ifPresent(format -> parts.addAll(format(format, "format")));
    }
    if (field.isList()) {
      parts.add("join: \", \"");
    }
    if (isRequired) {
      parts.add("required: true");
    }
    String commas = field.hasCommas() ? "    # numbers with a decimal comma stay texts" : "";
    String conflict =
        field.conflict().map(each -> "    # of several kinds: " + oneLine(each)).orElse("");
    line("      %s: {%s}%s".formatted(column, String.join(", ", parts), conflict + commas));
    if (!isEventTime && isTime) {
      ambiguity(field);
    }
  }

  private void ambiguity(FieldFacts field) {
    if (field.isAmbiguous()) {
      line(
          "  # %s: day and month may be the other way round: no value tells"
              .formatted(names.field(field)));
    }
  }

  private static List<String> format(TimeFormat format, String key) {
    List<String> parts = new ArrayList<>();
    if (format.form() != TimeFormat.Form.USUAL) {
      parts.add(key + ": " + quoted(format.text()));
      format.zone().ifPresent(zone -> parts.add("timeZone: UTC"));
    }
    return parts;
  }

  private String others(String what, List<FieldFacts> candidates) {
    String rest =
        candidates.stream().skip(1).limit(4).map(names::field).collect(Collectors.joining(", "));
    return "    # " + what + (rest.isEmpty() ? "" : "; so are " + oneLine(rest));
  }

  private static String oneLine(String any) {
    String line = any.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ").replace("${", "$ {");
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }

  private static String quoted(String any) {
    return any.matches("[A-Za-z_/][A-Za-z0-9_/-]*") && !WORDS.contains(any.toLowerCase(Locale.ROOT))
        ? any
        : "\""
            + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(any))
                .replace("${", "$${")
            + "\"";
  }

  private void line(String any) {
    text.append(any).append('\n');
  }
}
