package dev.sluice.localaws.http;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which service a request is for. Signatures are not checked (a deviation from AWS: whoever may
 * call the port, {@link Callers}, is let in), but the scope they were made for names the service.
 */
final class SigningScope {
  static final String TARGET = "X-Amz-Target";
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^,\\s]+)/\\d{8}/[^/,\\s]*/([^/,\\s]+)/aws4_request");
  private static final Pattern PRESIGNED =
      Pattern.compile("(.+)/\\d{8}/[^/]*/([^/]+)/aws4_request");

  private static final Pattern VERSION_2 = Pattern.compile("^AWS ([^:]+):");

  /** What Iceberg's clients make of the key when they are given it as their token. */
  private static final Pattern BEARER = Pattern.compile("(?i)^Bearer +(\\S+)$");

  private SigningScope() {}

  static Optional<String> service(AwsRequest request) {
    return scope(request).map(found -> found.group(2));
  }

  /** The access key that signed; version 2 of signatures names no service but a key. */
  static Optional<String> accessKey(AwsRequest request) {
    return scope(request)
        .map(found -> found.group(1))
        .or(() -> authorization(request, VERSION_2))
        .or(() -> authorization(request, BEARER))
        .or(() -> request.parameters().get("AWSAccessKeyId"));
  }

  private static Optional<String> authorization(AwsRequest request, Pattern form) {
    return request
        .header("Authorization")
        .map(form::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  private static Optional<MatchResult> scope(AwsRequest request) {
    Optional<String> authorization = request.header("Authorization");
    return authorization.isPresent()
        ? authorization.map(CREDENTIAL::matcher).filter(Matcher::find).map(Matcher::toMatchResult)
        : request
            .parameters()
            .get("X-Amz-Credential")
            .map(PRESIGNED::matcher)
            .filter(Matcher::matches)
            .map(Matcher::toMatchResult);
  }
}
