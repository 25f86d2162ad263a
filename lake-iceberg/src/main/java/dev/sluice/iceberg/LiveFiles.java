package dev.sluice.iceberg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** The files of a table as it is now. Reads all manifests: for rare cases only. */
record LiveFiles(StoreFileIO io, TableMetadata metadata) {
  List<DataFile> all() throws IOException {
    return all(DataFile::copyWithoutStats);
  }

  /** With counts and bounds of their columns. */
  List<DataFile> withMetrics() throws IOException {
    return all(DataFile::copy);
  }

  private List<DataFile> all(UnaryOperator<DataFile> copy) throws IOException {
    List<DataFile> files = new ArrayList<>();
    Snapshot current = metadata.currentSnapshot();
    if (current == null) {
      return files;
    }
    for (ManifestFile manifest : current.dataManifests(io)) {
      try (ManifestReader<DataFile> reader =
          ManifestFiles.read(manifest, io, metadata.specsById())) {
        for (DataFile file : reader) {
          files.add(copy.apply(file));
        }
      }
    }
    return files;
  }

  /** With the files that delete rows of others. */
  List<ContentFile<?>> withDeletes() throws IOException {
    List<ContentFile<?>> files = new ArrayList<>(all());
    Snapshot current = metadata.currentSnapshot();
    for (ManifestFile manifest :
        current == null ? List.<ManifestFile>of() : current.deleteManifests(io)) {
      try (ManifestReader<DeleteFile> reader =
          ManifestFiles.readDeleteManifest(manifest, io, metadata.specsById())) {
        for (DeleteFile file : reader) {
          files.add(file.copyWithoutStats());
        }
      }
    }
    return files;
  }

  /** The path of a file's partition. */
  String path(ContentFile<?> file) {
    return metadata.spec(file.specId()).partitionToPath(file.partition());
  }
}
