package dev.sluice.localaws.store;

/**
 * A place in S3.
 *
 * @param key a key or a key's start; empty is the whole bucket
 */
public record S3Location(String bucket, String key) {
  private static final String SCHEME = "s3://";

  public S3Location {
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("An S3 location needs a bucket");
    }
  }

  /** Reads {@code s3://BUCKET/KEY}. */
  public static S3Location parse(String text) {
    if (!text.startsWith(SCHEME) || text.length() == SCHEME.length()) {
      throw new IllegalArgumentException("'" + text + "' is not of the form s3://BUCKET/KEY");
    }
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? new S3Location(rest, "")
        : new S3Location(rest.substring(0, slash), rest.substring(slash + 1));
  }

  /** The same place as a folder: its key is empty or ends with a slash. */
  public S3Location folder() {
    return key.isEmpty() || key.endsWith("/") ? this : new S3Location(bucket, key + "/");
  }

  public S3Location resolve(String name) {
    return new S3Location(bucket, folder().key + name);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
