package dev.sluice.core.trusted.read;

import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.TrustedTable.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A value in a JSON record that feeds columns, itself or with what lies in it. */
final class FieldNode {
  /** A value that feeds none. */
  static final FieldNode NONE = new FieldNode();

  /** A field that is not declared. */
  static final FieldNode UNKNOWN = new FieldNode();

  private static final FieldNode[] NO_ITEMS = {};

  private int[] columns = {};
  private int[] joined = {};
  private int[] all = {};
  private final Map<String, FieldNode> children = new HashMap<>();
  private FieldNode[] items = NO_ITEMS;

  private boolean isStrict;

  private FieldNode() {}

  /**
   * The record's tree of fields.
   *
   * @param declared the fields that are known, beside those of columns; empty: any is
   */
  static FieldNode of(List<Column> columns, Optional<List<String>> declared) {
    FieldNode root = new FieldNode();
    root.isStrict = declared.isPresent();
    for (int column = 0; column < columns.size(); column++) {
      FieldNode node = root;
      node.all = with(node.all, column);
      for (String name : FieldPath.of(columns.get(column).from())) {
        node = node.children.computeIfAbsent(name, any -> new FieldNode());
        node.all = with(node.all, column);
      }
      if (columns.get(column).rule().joinBy().isPresent()) {
        node.joined = with(node.joined, column);
      } else {
        node.columns = with(node.columns, column);
      }
    }
    root.findItems();
    declared.ifPresent(names -> names.forEach(name -> root.children.putIfAbsent(name, NONE)));
    return root;
  }

  private static int[] with(int[] columns, int column) {
    return IntStream.concat(Arrays.stream(columns), IntStream.of(column)).toArray();
  }

  private void findItems() {
    children.forEach(
        (name, child) -> {
          child.findItems();
          FieldPath.index(name).ifPresent(index -> setItem(index, child));
        });
  }

  private void setItem(int index, FieldNode child) {
    items = Arrays.copyOf(items, Math.max(items.length, index + 1));
    items[index] = child;
  }

  /** Whether only a text, number or truth value feeds columns. */
  boolean isFlat() {
    return joined.length == 0 && children.isEmpty();
  }

  /** Whether only what lies in it feeds columns. */
  boolean isHolder() {
    return columns.length == 0 && joined.length == 0 && !children.isEmpty();
  }

  /** Columns that take a text, number or truth value. */
  int[] columns() {
    return columns;
  }

  /** Columns that take an array's items as one text. */
  int[] joined() {
    return joined;
  }

  /** All columns that this value feeds, also with what lies in it. */
  int[] all() {
    return all;
  }

  /** A field of this value. */
  FieldNode child(String name) {
    return children.getOrDefault(name, isStrict ? UNKNOWN : NONE);
  }

  /** An item of this value, from 0 on. */
  FieldNode item(int index) {
    return index < items.length && items[index] != null ? items[index] : NONE;
  }
}
