package dev.sluice.local.starter;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Fields and columns as lines of a definition. */
record FieldLines(Proposal proposal, FieldNames names) {
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  String schema(FieldFacts field, boolean isEventTime, boolean isRequired) {
    String name = quoted(names.field(field));
    if (!isInSchema(field)) {
      String why =
          field.values() == 0
              ? "always null"
              : field
                  .conflict()
                  .map(kinds -> "of several kinds: " + kinds)
                  .orElse("a list or object");
      return "    # %s: %s".formatted(oneLine(field.pointer()), oneLine(why));
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
    return "    %s: {%s}".formatted(name, String.join(", ", parts));
  }

  private static boolean isInSchema(FieldFacts field) {
    return field.values() > 0 && field.isScalar() && field.conflict().isEmpty();
  }

  /** Of a stream's schema its name, else the place in the record. */
  private String from(FieldFacts field, boolean isStream) {
    if (isStream) {
      return isInSchema(field) ? names.field(field) : field.pointer();
    }
    List<String> path = FieldNames.path(field);
    return path.size() == 1 && !path.get(0).startsWith("/") ? path.get(0) : field.pointer();
  }

  List<String> column(FieldFacts field, boolean isStream, boolean isEventTime, boolean isRequired) {
    if (field.values() == 0) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    String from = from(field, isStream);
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
    List<String> lines = new ArrayList<>();
    lines.add("      %s: {%s}%s".formatted(column, String.join(", ", parts), remark(field)));
    if (!isEventTime && isTime) {
      ambiguity(field).ifPresent(lines::add);
    }
    return lines;
  }

  private static String remark(FieldFacts field) {
    return field.hasCommas()
        ? "    # numbers with a decimal comma stay texts"
        : field.conflict().map(each -> "    # of several kinds: " + oneLine(each)).orElse("");
  }

  /** A remark on a time of which day and month can't be told apart. */
  Optional<String> ambiguity(FieldFacts field) {
    return field.isAmbiguous()
        ? Optional.of(
            "  # %s: day and month may be the other way round: no value tells"
                .formatted(names.field(field)))
        : Optional.empty();
  }

  static List<String> format(TimeFormat format, String key) {
    List<String> parts = new ArrayList<>();
    if (format.form() != TimeFormat.Form.USUAL) {
      parts.add(key + ": " + quoted(format.text()));
      format.zone().ifPresent(zone -> parts.add("timeZone: UTC"));
    }
    return parts;
  }

  static String oneLine(String any) {
    String line = any.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ").replace("${", "$ {");
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }

  static String quoted(String any) {
    return any.matches("[A-Za-z_/][A-Za-z0-9_/-]*") && !WORDS.contains(any.toLowerCase(Locale.ROOT))
        ? any
        : "\""
            + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(any))
                .replace("${", "$${")
            + "\"";
  }
}
