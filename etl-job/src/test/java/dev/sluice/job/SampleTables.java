package dev.sluice.job;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.stream.Collectors;

/** The trusted tables of a pipeline as files, hive style, made by the embedded engine. */
record SampleTables(Pipeline pipeline, Path folder) {
  static SampleTables make(String name, Path folder) throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "pipelines", name + ".yaml");
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    InMemoryObjectStore store = new InMemoryObjectStore();
    new SampleRaw(pipeline, store).put();
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    PartitionTransform transform =
        new PartitionTransform(
            pipeline,
            store,
            new ParquetTableWriter(),
            new PartitionTransform.Workspace(temporary, 1 << 24));
    for (TrustedPartition partition : new PartitionSurvey(pipeline, store).list().partitions()) {
      transform.bringUpToDate(partition, RewritePolicy.BY_FINGERPRINT);
      Path place = folder.resolve(partition.table().name()).resolve(hivePath(partition));
      Files.createDirectories(place);
      Files.write(place.resolve("part-0.parquet"), store.bytes(partition.trustedKey()));
    }
    return new SampleTables(pipeline, folder);
  }

  private static String hivePath(TrustedPartition partition) {
    ZonedDateTime from =
        partition.table().partition().isEmpty()
            ? null
            : partition.period().from().atZone(ZoneOffset.UTC);
    return partition.table().partition().stream()
        .map(field -> field.name().toLowerCase(java.util.Locale.ROOT) + "=" + value(field, from))
        .collect(Collectors.joining("/"));
  }

  private static int value(PartitionField field, ZonedDateTime from) {
    return switch (field) {
      case YEAR -> from.getYear();
      case MONTH -> from.getMonthValue();
      case DAY -> from.getDayOfMonth();
      case HOUR -> from.getHour();
    };
  }

  Path folder(TrustedTable table) {
    return folder.resolve(table.name());
  }

  /** The columns, times without a zone, as Athena has them. */
  String columnsForDuckDb(TrustedTable table) {
    String stored =
        table.storedColumns().stream()
            .map(
                column ->
                    column.type() == FieldType.TIMESTAMP
                        ? "CAST(" + column.name() + " AS TIMESTAMP) AS " + column.name()
                        : column.name())
            .collect(Collectors.joining(", "));
    return table.partition().stream()
        .map(field -> ", " + field.name().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining("", stored, ""));
  }
}
