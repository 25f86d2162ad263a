package dev.sluice.local.starter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The facts of all fields of a sample, nested ones by their pointers, in order of appearance. */
final class FieldSurvey {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST = 6;

  private final Map<String, FieldFacts> fields = new LinkedHashMap<>();
  private final boolean isCsv;
  private final int records;
  private boolean hasUnnamed;

  private FieldSurvey(Sample sample) {
    isCsv = sample.csv().isPresent();
    records = sample.records().size();
  }

  static FieldSurvey of(Sample sample) throws IOException {
    FieldSurvey survey = new FieldSurvey(sample);
    for (byte[] record : sample.records()) {
      survey.add(JSON.readTree(record), "", 0);
    }
    survey.fields.keySet().removeIf(survey::isWithinValue);
    return survey;
  }

  private void add(JsonNode object, String at, int depth) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().isEmpty()) {
        hasUnnamed = true;
        continue;
      }
      String pointer = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      if (value.isObject() && depth < DEEPEST) {
        add(value, pointer, depth + 1);
      } else if (!value.isNull()) {
        fields.computeIfAbsent(pointer, FieldFacts::new).add(value, isCsv);
      } else {
        fields.computeIfAbsent(pointer, FieldFacts::new);
      }
    }
  }

  /** Whether it lies in an object where other records have a value, which then is of two kinds. */
  private boolean isWithinValue(String pointer) {
    for (int end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      FieldFacts outer = fields.get(pointer.substring(0, end));
      if (outer != null && outer.values() > 0) {
        outer.isAlsoAnObject();
        return true;
      }
    }
    return false;
  }

  /** What was passed over. */
  List<String> remarks() {
    return hasUnnamed
        ? List.of("Some records have the key \"\", which a definition can't name: it is left out")
        : List.of();
  }

  /** Whether no two records have the same values of all these fields. */
  static boolean areDifferent(Sample sample, List<FieldFacts> fields) throws IOException {
    Set<List<String>> seen = new HashSet<>();
    for (byte[] record : sample.records()) {
      JsonNode tree = JSON.readTree(record);
      if (!seen.add(fields.stream().map(field -> tree.at(field.pointer()).asText()).toList())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a record has something there, be it within a list. */
  static boolean isAnywhere(Sample sample, String pointer) {
    try {
      for (byte[] record : sample.records()) {
        if (!JSON.readTree(record).at(pointer).isMissingNode()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int records() {
    return records;
  }

  List<FieldFacts> fields() {
    return new ArrayList<>(fields.values());
  }

  /** Whether all records have it. */
  boolean isAlwaysThere(FieldFacts field) {
    return field.values() == records;
  }
}
