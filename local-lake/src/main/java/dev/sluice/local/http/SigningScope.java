package dev.sluice.local.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which service a request is for. Signatures are not checked (a deviation from AWS: anyone who
 * reaches the port is let in), but the scope they were made for names the service.
 */
final class SigningScope {
  static final String TARGET = "X-Amz-Target";
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=[^,\\s]+/\\d{8}/[^/,\\s]*/([^/,\\s]+)/aws4_request");
  private static final Pattern PRESIGNED = Pattern.compile(".+/\\d{8}/[^/]*/([^/]+)/aws4_request");

  private SigningScope() {}

  static Optional<String> service(String authorization, Parameters query) {
    if (authorization != null) {
      Matcher header = CREDENTIAL.matcher(authorization);
      return header.find() ? Optional.of(header.group(1)) : Optional.empty();
    }
    return query
        .get("X-Amz-Credential")
        .map(PRESIGNED::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }
}
