package dev.sluice.iceberg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** The data files of a table as it is now. Reads all manifests: for rare cases only. */
record LiveFiles(StoreFileIO io, TableMetadata metadata) {
  List<DataFile> all() throws IOException {
    List<DataFile> files = new ArrayList<>();
    Snapshot current = metadata.currentSnapshot();
    if (current == null) {
      return files;
    }
    for (ManifestFile manifest : current.dataManifests(io)) {
      try (ManifestReader<DataFile> reader =
          ManifestFiles.read(manifest, io, metadata.specsById())) {
        for (DataFile file : reader) {
          files.add(file.copyWithoutStats());
        }
      }
    }
    return files;
  }
}
