package dev.sluice.etl;

import dev.sluice.aws.GlueMetadataCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** How a table of the catalog differs from what it is to be. */
final class TableDifference {
  private TableDifference() {}

  /** What must not be changed by itself. */
  static List<String> problems(Table present, TableInput input) {
    if (GlueMetadataCatalog.isIceberg(present)) {
      return List.of(
          "it is an Iceberg table, some of whose rows may be in no other file: write 'format:"
              + " iceberg' again");
    }
    List<String> problems = new ArrayList<>();
    if (!input.storageDescriptor().location().equals(present.storageDescriptor().location())) {
      problems.add("its location is " + present.storageDescriptor().location());
    }
    if (!names(present.partitionKeys()).equals(names(input.partitionKeys()))) {
      problems.add("its partition keys are " + names(present.partitionKeys()));
    }
    compare(present.storageDescriptor().columns(), input.storageDescriptor().columns(), problems);
    return problems;
  }

  private static void compare(List<Column> present, List<Column> wanted, List<String> problems) {
    for (Column column : present) {
      Optional<Column> same =
          wanted.stream().filter(other -> other.name().equals(column.name())).findFirst();
      if (same.isEmpty()) {
        problems.add("its column '%s' isn't declared any longer".formatted(column.name()));
      } else if (!same.get().type().equals(column.type())) {
        problems.add(
            "its column '%s' is %s, not %s"
                .formatted(column.name(), column.type(), same.get().type()));
      }
    }
  }

  /** What Glue adds by itself (times, versions, a crawler's parameters) doesn't count. */
  static boolean isSame(Table present, TableInput input) {
    return present.storageDescriptor().columns().equals(input.storageDescriptor().columns())
        && present.parameters().entrySet().containsAll(input.parameters().entrySet())
        && isProjected(present.parameters()) == isProjected(input.parameters());
  }

  private static boolean isProjected(Map<String, String> parameters) {
    return parameters.containsKey("projection.enabled");
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(column -> column.name() + " " + column.type()).toList();
  }
}
