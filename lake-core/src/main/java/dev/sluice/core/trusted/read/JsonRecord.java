package dev.sluice.core.trusted.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.trusted.flaw.CastFlaw;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a JSON object straight into a reused row. No object trees are made. */
final class JsonRecord {
  private static final char[] OBJECT = "{...}".toCharArray();
  private static final char[] ARRAY = "[...]".toCharArray();

  private final RowBuilder row;
  private final ColumnCasts casts;
  private final FieldNode record;
  private final PlainRecord plain;
  private final ArrayText[] arrays;

  /** The field names of the last record by position, and the columns they feed. */
  private String[] lastNames = new String[16];

  private FieldNode[] lastNodes = new FieldNode[16];

  /**
   * @param declared the fields that are known, beside those of columns; empty: any is
   */
  JsonRecord(RowLayout layout, Optional<List<String>> declared) {
    row = new RowBuilder(layout);
    casts = new ColumnCasts(layout, row);
    record = FieldNode.of(layout.columns(), declared);
    plain = new PlainRecord(row, casts, record);
    arrays =
        layout.columns().stream()
            .map(column -> column.rule().joinBy().map(ArrayText::new).orElse(null))
            .toArray(ArrayText[]::new);
  }

  /** What reads plain records into the same row. */
  PlainRecord plain() {
    return plain;
  }

  /** The row of the record that was read last. */
  RowBuilder row() {
    return row;
  }

  /**
   * Reads the value that the parser has come to, up to its end.
   *
   * @param arrival its number
   * @return false: it is no object
   */
  boolean read(JsonParser parser, long arrival) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    row.begin(arrival);
    int position = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      FieldNode node = node(position++, name);
      readValue(parser, parser.nextToken(), node);
    }
    return true;
  }

  /** Records of one source have their fields in one order: mostly no look-up is needed. */
  private FieldNode node(int position, String name) {
    if (position >= lastNames.length) {
      lastNames = Arrays.copyOf(lastNames, position * 2);
      lastNodes = Arrays.copyOf(lastNodes, position * 2);
    }
    if (!name.equals(lastNames[position])) {
      lastNames[position] = name;
      lastNodes[position] = record.child(name);
    }
    return lastNodes[position];
  }

  private void readValue(JsonParser parser, JsonToken value, FieldNode node) throws IOException {
    if (!node.isFlat()) {
      readNested(parser, value, node);
    } else if (node == FieldNode.NONE) {
      parser.skipChildren();
    } else if (node == FieldNode.UNKNOWN) {
      addUnknown(parser, value);
    } else if (value.isStructStart() || value == JsonToken.VALUE_NULL) {
      setStruct(node.columns(), value);
      parser.skipChildren();
    } else {
      set(node.columns(), parser);
    }
  }

  private void readNested(JsonParser parser, JsonToken value, FieldNode node) throws IOException {
    setNull(node.all());
    setStruct(node.columns(), value);
    if (value == JsonToken.START_OBJECT) {
      setStruct(node.joined(), value);
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        readValue(parser, parser.nextToken(), node.child(name));
      }
    } else if (value == JsonToken.START_ARRAY) {
      readArray(parser, node);
    } else if (value != JsonToken.VALUE_NULL) {
      set(node.columns(), parser);
      set(node.joined(), parser);
    }
  }

  private void readArray(JsonParser parser, FieldNode node) throws IOException {
    for (int column : node.joined()) {
      arrays[column].clear();
    }
    JsonToken leftOut = null;
    JsonToken item = parser.nextToken();
    for (int index = 0; item != JsonToken.END_ARRAY; item = parser.nextToken(), index++) {
      if (item.isScalarValue() && item != JsonToken.VALUE_NULL) {
        for (int column : node.joined()) {
          arrays[column].add(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
      }
      leftOut = item.isStructStart() ? item : leftOut;
      readValue(parser, item, node.item(index));
    }
    for (int column : node.joined()) {
      ArrayText text = arrays[column];
      if (!text.isEmpty()) {
        casts.set(new int[] {column}, false, text.chars(), 0, text.length());
      }
      if (leftOut != null) {
        addFlaw(column, CastFlaw.ITEM_LEFT_OUT, leftOut);
      }
    }
  }

  /** Columns that take one value have none if it is an object or an array. */
  private void setStruct(int[] columns, JsonToken value) {
    for (int column : columns) {
      row.setNull(column);
      if (value.isStructStart()) {
        addFlaw(column, CastFlaw.OBJECT_OR_ARRAY, value);
      }
    }
  }

  private void addFlaw(int column, CastFlaw flaw, JsonToken value) {
    char[] shown = shown(value);
    row.flaws().add(column, flaw, shown, 0, shown.length);
  }

  private static char[] shown(JsonToken struct) {
    return struct == JsonToken.START_OBJECT ? OBJECT : ARRAY;
  }

  private void addUnknown(JsonParser parser, JsonToken value) throws IOException {
    if (value.isStructStart()) {
      char[] shown = shown(value);
      row.flaws().addField(parser.currentName(), shown, 0, shown.length);
      parser.skipChildren();
    } else {
      row.flaws()
          .addField(
              parser.currentName(),
              parser.getTextCharacters(),
              parser.getTextOffset(),
              parser.getTextLength());
    }
  }

  private void setNull(int[] columns) {
    for (int column : columns) {
      row.setNull(column);
    }
  }

  private void set(int[] columns, JsonParser parser) throws IOException {
    boolean isNumber = parser.currentToken().isNumeric();
    casts.set(
        columns,
        isNumber,
        parser.getTextCharacters(),
        parser.getTextOffset(),
        parser.getTextLength());
  }
}
