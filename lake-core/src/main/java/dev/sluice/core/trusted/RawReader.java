package dev.sluice.core.trusted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.pipeline.FieldType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Reads the records of a raw object: JSON objects one on each line, one after the other without
 * anything between, or in arrays; plain or gzip. No object trees are made: values go from the
 * parser straight into the reused row.
 */
final class RawReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private static final int[] NO_COLUMNS = {};

  private final TrustedRows rows;
  private final RowLayout layout;
  private final RowBuilder row;
  private final CastRules rules = new CastRules();
  private final Map<String, int[]> columnsByField;

  /** The field names of the last record by position, and the columns they feed. */
  private String[] lastNames = new String[16];

  private int[][] lastColumns = new int[16][];

  RawReader(TrustedRows rows) {
    this.rows = rows;
    layout = rows.layout();
    row = new RowBuilder(layout);
    columnsByField = layout.columnsByField();
  }

  /** Reads to the end. Throws when the bytes are not what a raw object holds, or can't be read. */
  void read(InputStream content) throws IOException {
    try (JsonParser parser = JSON.createParser(RawBytes.open(content))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            readValue(parser);
          }
        } else {
          readValue(parser);
        }
      }
    }
  }

  private void readValue(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      rows.addNoRecord();
      return;
    }
    row.begin(rows.stored());
    int position = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int[] columns = columns(position++, name);
      JsonToken value = parser.nextToken();
      if (columns.length == 0) {
        parser.skipChildren();
      } else {
        readField(parser, value, columns);
      }
    }
    rows.add(row);
  }

  /** Records of one source have their fields in one order: mostly no look-up is needed. */
  private int[] columns(int position, String name) {
    if (position >= lastNames.length) {
      lastNames = java.util.Arrays.copyOf(lastNames, position * 2);
      lastColumns = java.util.Arrays.copyOf(lastColumns, position * 2);
    }
    if (!name.equals(lastNames[position])) {
      lastNames[position] = name;
      lastColumns[position] = columnsByField.getOrDefault(name, NO_COLUMNS);
    }
    return lastColumns[position];
  }

  private void readField(JsonParser parser, JsonToken value, int[] columns) throws IOException {
    if (value.isStructStart() || value == JsonToken.VALUE_NULL) {
      parser.skipChildren();
      for (int column : columns) {
        row.setNull(column);
      }
      return;
    }
    char[] text = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    for (int column : columns) {
      FieldType type = layout.type(column);
      if (type == FieldType.STRING) {
        row.setText(column, text, offset, length);
      } else if (rules.cast(type, text, offset, length)) {
        row.set(column, rules.bits());
      } else {
        row.setNull(column);
      }
    }
  }
}
