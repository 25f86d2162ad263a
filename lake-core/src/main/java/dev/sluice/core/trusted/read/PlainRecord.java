package dev.sluice.core.trusted.read;

import dev.sluice.core.record.ExpectedFields;
import dev.sluice.core.record.JsonCursor;
import dev.sluice.core.record.JsonCursor.Kind;
import dev.sluice.core.trusted.rows.RowBuilder;

/**
 * Reads the fields of a JSON object from bytes straight into a row, if it is as most records are:
 * nothing {@linkplain JsonCursor strange}, no array or object where a column wants one value, no
 * array that feeds a column, no field that a strict input doesn't know. Such a one gives the row
 * that {@link JsonRecord} gives.
 */
final class PlainRecord {
  private final JsonCursor cursor = new JsonCursor();
  private final RowBuilder row;
  private final ColumnCasts casts;
  private final FieldNode record;

  private final ExpectedFields<FieldNode, FieldNode> fields =
      new ExpectedFields<>(cursor, FieldNode::child);

  PlainRecord(RowBuilder row, ColumnCasts casts, FieldNode record) {
    this.row = row;
    this.casts = casts;
    this.record = record;
  }

  /**
   * Reads the record that begins there.
   *
   * @param to where it ends at the latest
   * @param arrival its number
   * @return where it ends; -1 if it is not as most records are, or not one: the row is of no use
   */
  int read(byte[] json, int from, int to, long arrival) {
    row.begin(arrival);
    fields.begin();
    return cursor.open(json, from, to) && readFields(record) ? cursor.position() : -1;
  }

  private boolean readFields(FieldNode parent) {
    while (cursor.nextField()) {
      FieldNode node = fields.next(parent);
      if (node == null || !readValue(node, cursor.value())) {
        return false;
      }
    }
    return !cursor.isStrange();
  }

  private boolean readValue(FieldNode node, Kind kind) {
    if (node == FieldNode.NONE) {
      cursor.skip(kind);
      return kind != Kind.STRANGE;
    }
    boolean isTaken = node != FieldNode.UNKNOWN;
    switch (kind) {
      case TEXT, NUMBER, BOOLEAN -> {
        isTaken &= node.isFlat();
        casts.set(node.columns(), kind, cursor);
      }
      case NULL -> setNull(node.all());
      case OBJECT -> isTaken &= node.isHolder() && readObject(node);
      default -> isTaken = false;
    }
    return isTaken;
  }

  private boolean readObject(FieldNode node) {
    setNull(node.all());
    return readFields(node);
  }

  private void setNull(int[] columns) {
    for (int column : columns) {
      row.setNull(column);
    }
  }
}
