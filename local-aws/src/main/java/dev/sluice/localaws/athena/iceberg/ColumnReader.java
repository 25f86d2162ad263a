package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The expressions that read a table's columns, found by their ids, from files of one layout. */
final class ColumnReader {
  private int variables;

  /** A column of the table: of its type, null where the file lacks it. */
  String column(NestedField field, Layout file) throws QueryFailedException {
    Optional<Layout> found = file.child(field.fieldId());
    return found.isEmpty()
        ? missing(field.type())
        : "CAST(%s AS %s)"
            .formatted(
                value(field.type(), found.get(), Sql.name(found.get().name())),
                IcebergTypes.duckDb(field.type()));
  }

  private static String missing(Type type) throws QueryFailedException {
    return "CAST(NULL AS " + IcebergTypes.duckDb(type) + ")";
  }

  private String value(Type type, Layout at, String source) throws QueryFailedException {
    return switch (type.typeId()) {
      case STRUCT -> struct(type.asStructType(), at, source);
      case LIST -> list(type.asListType(), at, source);
      case MAP -> map(type.asMapType(), at, source);
      default -> source;
    };
  }

  private String struct(Types.StructType type, Layout at, String source)
      throws QueryFailedException {
    List<String> fields = new ArrayList<>();
    for (NestedField field : type.fields()) {
      Optional<Layout> found = at.child(field.fieldId());
      String value =
          found.isEmpty()
              ? missing(field.type())
              : value(field.type(), found.get(), source + "." + Sql.name(found.get().name()));
      fields.add(Sql.name(field.name()) + " := " + value);
    }
    return "CASE WHEN %s IS NULL THEN NULL ELSE struct_pack(%s) END"
        .formatted(source, String.join(", ", fields));
  }

  private String list(Types.ListType type, Layout at, String source) throws QueryFailedException {
    Layout repeated = at.inner();
    Layout element = repeated.child(type.elementId()).orElse(repeated);
    if (type.elementType().isPrimitiveType()) {
      return source;
    }
    String variable = "x" + variables++;
    return "list_transform(%s, lambda %s: %s)"
        .formatted(source, variable, value(type.elementType(), element, variable));
  }

  private String map(Types.MapType type, Layout at, String source) throws QueryFailedException {
    if (type.keyType().isPrimitiveType() && type.valueType().isPrimitiveType()) {
      return source;
    }
    Layout entries = at.inner();
    String variable = "x" + variables++;
    Layout key = entries.child(type.keyId()).orElse(entries);
    Layout value = entries.child(type.valueId()).orElse(entries);
    return ("CASE WHEN %s IS NULL THEN NULL ELSE map_from_entries(list_transform(map_entries(%1$s),"
            + " lambda %s: struct_pack(key := %s, value := %s))) END")
        .formatted(
            source,
            variable,
            value(type.keyType(), key, variable + ".key"),
            value(type.valueType(), value, variable + ".value"));
  }
}
