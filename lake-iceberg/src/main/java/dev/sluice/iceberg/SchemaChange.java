package dev.sluice.iceberg;

import dev.sluice.iceberg.TableDesign.DesignedColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What has to be done to a table's columns so that they are those of its design: they are added,
 * renamed, dropped, widened and put in order. Data files stay as they are. Columns that others have
 * added stay, behind the others.
 */
final class SchemaChange {
  private final Schema schema;
  private final TableDesign design;
  private final OurColumns ours;
  private final List<String> problems = new ArrayList<>();
  private final List<Consumer<UpdateSchema>> changes = new ArrayList<>();

  /** Names as {@link UpdateSchema} takes them: of columns that are there, before any renaming. */
  private final List<String> wanted = new ArrayList<>();

  private final Set<Integer> kept = new HashSet<>();
  private final List<String> added = new ArrayList<>();

  /**
   * Compares.
   *
   * @param ours those that were made by designs
   */
  SchemaChange(Schema schema, PartitionSpec spec, OurColumns ours, TableDesign design) {
    this.schema = schema;
    this.design = design;
    this.ours = ours;
    design.columns().forEach(this::compare);
    drop(spec);
    order();
    if (problems.isEmpty() && !fields(design.spec(planned())).equals(fields(spec))) {
      problems.add(
          "it is to be partitioned by '%s' and is by %s: partitions can't be changed. Give the table another name"
              .formatted(design.spec(), spec.fields()));
    }
  }

  private static List<String> fields(PartitionSpec spec) {
    return spec.fields().stream().map(field -> field.sourceId() + " " + field.transform()).toList();
  }

  /** Why it can't be done, and what to do; empty: it can. */
  List<String> problems() {
    return problems;
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  void apply(UpdateSchema update) {
    changes.forEach(change -> change.accept(update));
  }

  private void compare(DesignedColumn column) {
    NestedField present = schema.findField(column.name());
    NestedField before = column.was().isEmpty() ? null : schema.findField(column.was());
    if (present != null && before != null) {
      problems.add(
          "column '%s' can't take the place of '%s', as the table has both: drop one of them first"
              .formatted(column.name(), column.was()));
    }
    NestedField old = present == null ? before : present;
    if (old == null) {
      refuseOthersNames(column);
      add(column);
      return;
    }
    if (old.isRequired()) {
      changes.add(update -> update.makeColumnOptional(old.name()));
    }
    kept.add(old.fieldId());
    wanted.add(old.name());
    if (present == null) {
      changes.add(update -> update.renameColumn(old.name(), column.name()));
    }
    widen(column, old);
    String comment = column.comment().isEmpty() ? null : column.comment();
    if (!Objects.equals(comment, old.doc())) {
      changes.add(update -> update.updateColumnDoc(old.name(), comment));
    }
  }

  /** A new column in the place of one that somebody else renamed or dropped would lose values. */
  private void refuseOthersNames(DesignedColumn column) {
    for (NestedField field : schema.columns()) {
      if (field.name().equalsIgnoreCase(column.name())) {
        problems.add(
            "column '%s' is called '%s' by somebody else, and engines don't tell these apart: rename or drop it there"
                .formatted(column.name(), field.name()));
      }
    }
    Optional<Integer> known =
        ours.number(column.name())
            .or(() -> column.was().isEmpty() ? Optional.empty() : ours.number(column.was()));
    if (known.isPresent()) {
      NestedField now = schema.asStruct().field(known.get());
      problems.add(
          now == null
              ? "somebody else dropped column '%s', with its values in all rows: take it out of the pipeline for a run; after that it can come back, empty in rows of before"
                  .formatted(column.name())
              : "somebody else renamed column '%s' to '%s': rename it back there, or in the pipeline too"
                  .formatted(column.name(), now.name()));
    }
  }

  private void refuseRequired(NestedField field) {
    if (field.isRequired() && field.initialDefault() == null) {
      problems.add(
          "column '%s', which is somebody else's, must have a value in each row, and runs have none: let it be null"
              .formatted(field.name()));
    }
  }

  private void add(DesignedColumn column) {
    String comment = column.comment().isEmpty() ? null : column.comment();
    wanted.add(column.name());
    added.add(column.name());
    changes.add(update -> update.addColumn(column.name(), column.type(), comment));
  }

  private void widen(DesignedColumn column, NestedField old) {
    if (old.type().equals(column.type())) {
      return;
    }
    if (TypeUtil.isPromotionAllowed(old.type(), column.type())) {
      changes.add(update -> update.updateColumn(old.name(), column.type()));
    } else {
      problems.add(
          "column '%s' is to be %s and is %s: only int becomes long, float double, a decimal a wider one. Give the new column another name"
              .formatted(column.name(), column.type(), old.type()));
    }
  }

  private void drop(PartitionSpec spec) {
    for (NestedField field : schema.columns()) {
      if (kept.contains(field.fieldId())) {
        continue;
      }
      if (!ours.has(field)) {
        refuseRequired(field);
        continue;
      }
      if (!spec.getFieldsBySourceId(field.fieldId()).isEmpty()) {
        problems.add(
            "column '%s' can't be dropped, as the table is partitioned by it"
                .formatted(field.name()));
      }
      changes.add(update -> update.deleteColumn(field.name()));
    }
  }

  private void order() {
    List<String> stays =
        new ArrayList<>(
            schema.columns().stream()
                .filter(field -> kept.contains(field.fieldId()))
                .map(NestedField::name)
                .toList());
    stays.addAll(added);
    List<String> now =
        schema.columns().stream()
            .filter(field -> kept.contains(field.fieldId()) || !ours.has(field))
            .map(NestedField::name)
            .toList();
    boolean isBehind = !added.isEmpty() && now.size() + added.size() > stays.size();
    if (stays.equals(wanted) && !isBehind) {
      return;
    }
    changes.add(update -> update.moveFirst(wanted.get(0)));
    for (int i = 1; i < wanted.size(); i++) {
      String name = wanted.get(i);
      String before = wanted.get(i - 1);
      changes.add(update -> update.moveAfter(name, before));
    }
  }

  /** The columns as they will be, for comparing partitions; their numbers stay. */
  private Schema planned() {
    List<NestedField> fields = new ArrayList<>();
    int last = schema.highestFieldId();
    for (int i = 0; i < design.columns().size(); i++) {
      DesignedColumn column = design.columns().get(i);
      NestedField old = schema.findField(wanted.get(i));
      int id = old == null ? ++last : old.fieldId();
      fields.add(NestedField.optional(id, column.name(), column.type()));
    }
    return new Schema(fields);
  }
}
