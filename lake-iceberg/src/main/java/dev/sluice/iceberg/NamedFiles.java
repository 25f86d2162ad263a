package dev.sluice.iceberg;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** The files that belong to a table, of all its snapshots and of its ledger: whole URLs. */
record NamedFiles(IcebergLake lake, String table) {
  /** All that the table names, also of other buckets. */
  Set<String> of(TableMetadata metadata) throws IOException {
    StoreFileIO io = lake.io();
    Set<String> named = new HashSet<>();
    named.add(metadata.metadataFileLocation());
    metadata.previousFiles().forEach(entry -> named.add(entry.file()));
    metadata.statisticsFiles().forEach(file -> named.add(file.path()));
    metadata.partitionStatisticsFiles().forEach(file -> named.add(file.path()));
    metadata
        .properties()
        .forEach(
            (property, value) -> {
              if (property.startsWith(Ledger.PREFIX) || property.equals(TableState.FOREIGN)) {
                named.add(lake.ledgerOf(table) + value);
              }
            });
    LiveFiles files = new LiveFiles(io, metadata);
    Set<String> read = new HashSet<>();
    for (Snapshot snapshot : metadata.snapshots()) {
      named.add(snapshot.manifestListLocation());
      for (ManifestFile manifest : snapshot.allManifests(io)) {
        if (read.add(manifest.path())) {
          named.add(manifest.path());
          files.read(manifest, file -> named.add(file.location()));
        }
      }
    }
    return named;
  }
}
