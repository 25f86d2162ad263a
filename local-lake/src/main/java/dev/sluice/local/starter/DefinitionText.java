package dev.sluice.local.starter;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole definition that takes a sample's records, with comments on what was guessed. */
final class DefinitionText {
  private final Sample sample;
  private final FieldSurvey survey;
  private final Proposal proposal;
  private final FieldNames names;
  private final FieldLines lines;
  private final StringBuilder text = new StringBuilder();

  DefinitionText(Sample sample, FieldSurvey survey) {
    this.sample = sample;
    this.survey = survey;
    proposal = new Proposal(sample, survey);
    names = new FieldNames(survey.fields());
    lines = new FieldLines(proposal, names);
  }

  /** The definition of a stream; of files where records have no id, or are rows of CSV. */
  String write() {
    head();
    Optional<FieldFacts> id = proposal.ids().stream().findFirst();
    Optional<FieldFacts> time = proposal.times().stream().findFirst();
    List<FieldFacts> ids = id.map(List::of).orElseGet(() -> pair(time));
    if (sample.csv().isPresent() || ids.isEmpty() || time.isEmpty()) {
      files(id, time);
    } else {
      stream(ids, time.get());
    }
    return text.toString();
  }

  private void head() {
    line(
        "# Proposed by ./sluice infer from %s: %,d records were looked at%s."
            .formatted(
                sample.name(),
                survey.records() + sample.repeats(),
                (sample.repeats() > 0 ? ", %,d of them repeats".formatted(sample.repeats()) : "")
                    + (sample.isCut() ? ", and there are more" : "")));
    sample.remarks().forEach(remark -> line("# " + remark + "."));
    survey.remarks().forEach(remark -> line("# " + remark + "."));
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
                        .formatted(FieldLines.quoted(String.valueOf(csv.separator())))));
    line("pipeline: " + sample.name());
    line("");
  }

  private void stream(List<FieldFacts> ids, FieldFacts time) {
    FieldFacts key = key(ids);
    line("# Without a source: others put records into the stream.");
    line("record:");
    line("  id: " + id(ids));
    line(
        "  time: %s%s"
            .formatted(
                FieldLines.quoted(names.field(time)), others("all are times", proposal.times())));
    FieldLines.format(time.time().orElseThrow(), "timeFormat").forEach(part -> line("  " + part));
    lines.ambiguity(time).ifPresent(this::line);
    line(
        "  key: %s%s"
            .formatted(
                FieldLines.quoted(names.field(key)),
                "    # %,d different ones".formatted(key.different())));
    line("  schema:");
    for (FieldFacts field : survey.fields()) {
      boolean isRequired = ids.contains(field) || field == time || field == key;
      line(lines.schema(field, field == time, isRequired));
    }
    raw();
    table(ids, Optional.of(time), key, true);
  }

  private String id(List<FieldFacts> ids) {
    String all = ids.stream().map(names::field).map(FieldLines::quoted).collect(joining(", "));
    return ids.size() == 1
        ? all + others("different in all records", proposal.ids())
        : "[" + all + "]    # no field alone is different in all records";
  }

  private FieldFacts key(List<FieldFacts> ids) {
    FieldFacts first = ids.get(0);
    return ids.size() > 1
        ? first
        : proposal.keys().stream().filter(each -> each != first).findFirst().orElse(first);
  }

  private void raw() {
    line("");
    line("raw:");
    line("  partition: [year, month, day]");
    line(
        "  late: unlimited    # samples are of the past; live, a limit like 7d says when an event"
            + " time is believed");
    line("");
  }

  private void files(Optional<FieldFacts> id, Optional<FieldFacts> time) {
    if (sample.csv().isEmpty()) {
      String what =
          id.isEmpty() ? "No id was found, nor one together with a time" : "No field is a time";
      line("# " + what + ", which a stream's records need: so these are files.");
    }
    String name = sample.name();
    line("source:");
    line(
        "  landing: {from: landing/%s/, match: \"*\", to: 'raw/%1$s/{yyyy}/{MM}/{dd}/{file}'}"
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
              line("    separator: " + FieldLines.quoted(String.valueOf(csv.separator())));
            });
    line("");
    List<FieldFacts> by = id.map(List::of).orElseGet(() -> together(time));
    table(by, time, null, false);
  }

  /** A name and the time, of which no two records have both alike; empty: there are none. */
  private List<FieldFacts> pair(Optional<FieldFacts> time) {
    return time.filter(survey::isAlwaysThere).stream()
        .flatMap(at -> proposal.names().stream().map(name -> List.of(name, at)))
        .filter(this::areDifferent)
        .findFirst()
        .orElse(List.of());
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
    return candidates.stream().filter(this::areDifferent).findFirst().orElse(all);
  }

  private void table(
      List<FieldFacts> ids, Optional<FieldFacts> time, FieldFacts key, boolean isStream) {
    line("trusted:");
    line(isStream ? "  records:" : "  records:\n    input: files\n    partition: []");
    line("    columns:");
    for (FieldFacts field : survey.fields()) {
      boolean isRequired =
          ids.contains(field)
              || field == key
              || (isStream && time.filter(field::equals).isPresent());
      boolean isTime = isStream && time.filter(field::equals).isPresent();
      lines.column(field, isStream, isTime, isRequired).forEach(this::line);
    }
    String columns = ids.stream().map(names::column).collect(joining(", "));
    line(
        "    dedupe: %s%s"
            .formatted(ids.size() == 1 ? columns : "{by: [" + columns + "]}", whyDedupe(ids)));
    time.map(names::column).ifPresent(name -> line("    sort: [%s]".formatted(name)));
  }

  private String whyDedupe(List<FieldFacts> ids) {
    if (ids.size() == 1 && proposal.ids().contains(ids.get(0))) {
      return others("different in all records", proposal.ids());
    }
    if (sample.repeats() > 0 || !areDifferent(ids)) {
      return "    # some records are alike in all of these: only one of them becomes a row";
    }
    return ids.size() == 1
        ? "    # different in all records"
        : "    # no field alone is different in all records";
  }

  private boolean areDifferent(List<FieldFacts> fields) {
    try {
      return FieldSurvey.areDifferent(sample, fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String others(String what, List<FieldFacts> candidates) {
    String rest = candidates.stream().skip(1).limit(4).map(names::field).collect(joining(", "));
    return "    # " + what + (rest.isEmpty() ? "" : "; so are " + FieldLines.oneLine(rest));
  }

  private void line(String any) {
    text.append(any).append('\n');
  }
}
