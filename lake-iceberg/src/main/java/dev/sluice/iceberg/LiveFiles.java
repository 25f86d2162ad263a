package dev.sluice.iceberg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** The files of a table, mostly as it is now. Reads all manifests: for rare cases only. */
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
    if (current != null) {
      for (ManifestFile manifest : current.dataManifests(io)) {
        read(manifest, file -> files.add(copy.apply((DataFile) file)));
      }
    }
    return files;
  }

  /** With the files that delete rows of others. */
  List<ContentFile<?>> withDeletes() throws IOException {
    List<ContentFile<?>> files = new ArrayList<>();
    Snapshot current = metadata.currentSnapshot();
    if (current != null) {
      for (ManifestFile manifest : current.allManifests(io)) {
        read(manifest, file -> files.add((ContentFile<?>) file.copyWithoutStats()));
      }
    }
    return files;
  }

  /** Gives the files of a manifest of any snapshot; each is good until the next. */
  void read(ManifestFile manifest, Consumer<ContentFile<?>> taker) throws IOException {
    try (ManifestReader<? extends ContentFile<?>> files =
        manifest.content() == ManifestContent.DATA
            ? ManifestFiles.read(manifest, io, metadata.specsById())
            : ManifestFiles.readDeleteManifest(manifest, io, metadata.specsById())) {
      files.forEach(taker);
    }
  }

  /** The path of a file's partition. */
  String path(ContentFile<?> file) {
    return metadata.spec(file.specId()).partitionToPath(file.partition());
  }
}
