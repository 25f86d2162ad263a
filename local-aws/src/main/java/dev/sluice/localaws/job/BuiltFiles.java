package dev.sluice.localaws.job;

import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scripts and jars that this checkout built, by their places in S3. A job runs on this machine
 * outside of any sandbox, and whoever can put an object could else run a program here.
 */
public final class BuiltFiles {
  private final Map<S3Location, String> hashes = new ConcurrentHashMap<>();

  /** A file that was put there. */
  public void add(S3Location place, byte[] content) {
    hashes.put(place, sha256(content));
  }

  /**
   * Makes sure that an object is still what was put there.
   *
   * @throws IOException it is not; the text has both hashes
   */
  void require(S3Location place, byte[] content) throws IOException {
    String built = hashes.get(place);
    String found = sha256(content);
    if (!found.equals(built)) {
      throw new IOException(
          "%s has the SHA-256 hash %s, but %s. A local job runs only what this checkout built; start the lake again to put that there."
              .formatted(
                  place,
                  found,
                  built == null
                      ? "nothing was built for that place"
                      : "what this checkout built has " + built));
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
