package dev.sluice.localaws.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The lake's objects as files, for DuckDB to read. */
public interface LakeFiles {
  /** The objects whose keys start with that prefix, by key. Empty: none, or no such bucket. */
  List<LakeFile> list(String bucket, String prefix) throws IOException;

  /** The object of that key; empty if it is not there. */
  default Optional<LakeFile> find(S3Location place) throws IOException {
    return list(place.bucket(), place.key()).stream()
        .filter(file -> file.key().equals(place.key()))
        .findFirst();
  }

  /** Makes a file an object, whole or not at all; the file is gone then. */
  void store(S3Location location, Path file) throws IOException;

  /** Stores an object, whole or not at all. */
  void put(S3Location location, byte[] content) throws IOException;

  /** Deletes an object, if it is there. */
  void delete(S3Location location) throws IOException;

  /** An object and its file. */
  record LakeFile(String key, Path path, long size) {
    /** Athena reads no object whose name starts with an underscore or a dot. */
    public boolean hidden() {
      String name = key.substring(key.lastIndexOf('/') + 1);
      return name.startsWith("_") || name.startsWith(".");
    }
  }
}
