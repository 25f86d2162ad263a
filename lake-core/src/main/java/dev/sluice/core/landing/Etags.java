package dev.sluice.core.landing;

/** ETags stand in quotes in S3's answers, and without in its events. */
final class Etags {
  private Etags() {}

  static String bare(String etag) {
    return etag.replace("\"", "");
  }
}
