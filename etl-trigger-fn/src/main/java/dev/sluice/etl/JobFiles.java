package dev.sluice.etl;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The job's jar and script, which come with the function's deployment. Glue takes them out of the
 * lake's bucket, so they are put there before a job run if others, or none, are there.
 */
record JobFiles(Path folder, ObjectStore lake) {
  private static final String FOLDER = "jobs/";
  private static final String HASH = "sha256";

  /** Makes {@code jobs/} hold what was deployed. */
  void put() throws IOException {
    for (String name : List.of("etl-job.jar", "transform.scala")) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "The deployment lacks the job's %s: there is no %s. Build it (mvn -B package -DskipTests) and deploy again"
                .formatted(name, file));
      }
      put(FOLDER + name, file);
    }
  }

  private void put(String key, Path file) throws IOException {
    String hash = sha256(file);
    Optional<ObjectInfo> there = lake.head(key);
    if (there.isEmpty() || !hash.equals(there.get().metadata().get(HASH))) {
      lake.put(
          new PutObject(
              key,
              PutObject.Content.of(file),
              "application/octet-stream",
              Map.of(HASH, hash),
              PutObject.Condition.NONE));
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
