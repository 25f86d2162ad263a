package dev.sluice.localaws.s3;

import dev.sluice.localaws.http.Account;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.checksum.FlexChecksum;

/**
 * The headers of S3 that the local S3 honours. A request with any other is refused by name: S3Proxy
 * would take it and leave out what it asks for.
 */
final class HeaderRules {
  private static final Set<String> KNOWN =
      Set.of(
          "x-amz-acl",
          "x-amz-api-version",
          "x-amz-checksum-algorithm",
          "x-amz-checksum-crc32",
          "x-amz-checksum-crc32c",
          "x-amz-checksum-crc64nvme",
          "x-amz-checksum-mode",
          "x-amz-checksum-sha1",
          "x-amz-checksum-sha256",
          "x-amz-checksum-type",
          "x-amz-content-sha256",
          "x-amz-copy-source",
          "x-amz-copy-source-if-match",
          "x-amz-copy-source-if-modified-since",
          "x-amz-copy-source-if-none-match",
          "x-amz-copy-source-if-unmodified-since",
          "x-amz-copy-source-range",
          "x-amz-date",
          "x-amz-decoded-content-length",
          "x-amz-expected-bucket-owner",
          "x-amz-if-match-last-modified-time",
          "x-amz-if-match-size",
          "x-amz-metadata-directive",
          "x-amz-mp-object-size",
          "x-amz-object-attributes",
          "x-amz-request-payer",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-security-token",
          "x-amz-source-expected-bucket-owner",
          "x-amz-storage-class",
          "x-amz-te",
          "x-amz-trailer",
          "x-amz-user-agent");

  private HeaderRules() {}

  /** Throws unless all that the request's headers ask for is done. */
  static void check(HttpServletRequest request, Operation operation) {
    for (String header : Collections.list(request.getHeaderNames())) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith("x-amz-") && !name.startsWith("x-amz-meta-")) {
        requireDone(name, request.getHeader(name), operation);
      }
    }
    boolean copy = request.getHeader("x-amz-copy-source") != null;
    if (copy && request.getHeader("x-amz-checksum-algorithm") != null) {
      throw notDone("x-amz-checksum-algorithm", request.getHeader("x-amz-checksum-algorithm"));
    }
    String storageClass = request.getHeader("x-amz-storage-class");
    if (storageClass != null && (copy || operation != Operation.PUT_OBJECT)) {
      require(storageClass.equals("STANDARD"), "x-amz-storage-class", storageClass);
    }
  }

  private static void requireDone(String name, String value, Operation operation) {
    switch (name) {
      case "x-amz-bucket-object-lock-enabled" -> require(isFalse(value), name, value);
      case "x-amz-tagging-directive" -> require("COPY".equals(value), name, value);
      case "x-amz-trailer" -> require(FlexChecksum.fromHeaderName(value) != null, name, value);
      case "x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner" ->
          requireOwner(value);
      default -> require(KNOWN.contains(name), name, value);
    }
  }

  private static boolean isFalse(String value) {
    return "false".equalsIgnoreCase(value);
  }

  private static void requireOwner(String account) {
    if (!Account.LOCAL.id().equals(account)) {
      throw new S3ProxyException(
          S3ErrorCode.ACCESS_DENIED,
          "The bucket's owner is %s, not %s".formatted(Account.LOCAL.id(), account));
    }
  }

  private static void require(boolean done, String name, String value) {
    if (!done) {
      throw notDone(name, value);
    }
  }

  private static UnsupportedOperationException notDone(String name, String value) {
    return new UnsupportedOperationException("the header '%s: %s'".formatted(name, value));
  }
}
