package dev.sluice.etl;

import dev.sluice.aws.GlueMetadataCatalog;
import dev.sluice.core.run.port.TableCatalog.FoundTable;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * A table as Glue has it.
 *
 * @param bucket in which a location is a key prefix
 */
record PresentTable(Table table, String bucket) {
  boolean isView() {
    return GlueTableInput.isView(table.tableType());
  }

  String version() {
    return table.versionId() == null ? "" : table.versionId();
  }

  private Kind kind() {
    if (isView()) {
      return Kind.VIEW;
    }
    return GlueMetadataCatalog.isIceberg(table) ? Kind.ICEBERG : Kind.FILES;
  }

  TablePointer pointer() {
    return new TablePointer(location(), version(), kind());
  }

  FoundTable found() {
    Map<String, String> columns = new LinkedHashMap<>();
    if (table.storageDescriptor() != null) {
      table.storageDescriptor().columns().forEach(each -> columns.put(each.name(), each.type()));
    }
    return new FoundTable(
        location(),
        table.parameters().getOrDefault("classification", ""),
        table.parameters().containsKey(GlueTableInput.EXTERNAL),
        columns,
        table.partitionKeys().stream().map(Column::name).toList());
  }

  private String location() {
    if (isView()) {
      return key(table.parameters().getOrDefault(GlueTableInput.MADE_AS, ""));
    }
    String location =
        table.storageDescriptor() == null ? null : table.storageDescriptor().location();
    return key(location == null ? "" : location);
  }

  private String key(String location) {
    String url = "s3://" + bucket + "/";
    String folder = location.isEmpty() || location.endsWith("/") ? location : location + "/";
    return folder.startsWith(url) ? folder.substring(url.length()) : folder;
  }
}
