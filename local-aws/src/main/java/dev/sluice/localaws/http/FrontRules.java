package dev.sluice.localaws.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the front looks at before a request's body is read: how it is written, and who signed it.
 */
final class FrontRules {
  private static final Set<String> TARGETED =
      Set.of(
          "application/x-amz-json-1.0", "application/x-amz-json-1.1", "application/x-amz-cbor-1.1");

  /** Empty: none. The JDK's URL connection calls each body without a type a form. */
  private static final Set<String> REST =
      Set.of(
          "",
          "application/json",
          "application/x-amz-json-1.0",
          "application/x-amz-json-1.1",
          "application/octet-stream",
          "application/x-www-form-urlencoded");

  private final Callers callers;

  FrontRules(Callers callers) {
    this.callers = callers;
  }

  /** A call of the Query protocol; S3 objects may be of that type too. */
  static boolean isForm(AwsRequest head) {
    return head.method().equals("POST")
        && head.path().equals("/")
        && type(head).equals("application/x-www-form-urlencoded");
  }

  private static String type(AwsRequest head) {
    String type = head.header("Content-Type").orElse("");
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Operations come as their protocols write them, and never in a form that the page of a browser
   * may send to anybody.
   *
   * @throws AwsException in another one
   */
  static void requireProtocol(AwsRequest head) {
    boolean isTargeted = head.header(SigningScope.TARGET).isPresent();
    boolean isKnown =
        isTargeted
            ? TARGETED.contains(type(head))
            : isForm(head) || !head.path().equals("/") && REST.contains(type(head));
    if (!isKnown) {
      throw new AwsException(
          "UnsupportedMediaTypeException",
          415,
          "%s %s with content type '%s' is not how a client of AWS sends an operation. JSON protocols: %s with %s; Query protocol: POST of a form."
              .formatted(
                  head.method(),
                  head.path(),
                  head.header("Content-Type").orElse(""),
                  SigningScope.TARGET,
                  "application/x-amz-json-1.1"));
    }
  }

  /**
   * Holds a locked lake to its one access key, in the words of the service's protocol.
   *
   * @throws AwsException another key, or none
   */
  void requireKey(AwsRequest head) {
    Optional<String> key = SigningScope.accessKey(head);
    if (isTaken(key)) {
      return;
    }
    boolean isQuery = head.protocol() == Protocol.QUERY;
    int status = isQuery || head.protocol() == Protocol.REST_JSON ? 403 : 400;
    if (key.isEmpty()) {
      throw new AwsException(
          isQuery ? "MissingAuthenticationToken" : "MissingAuthenticationTokenException",
          status,
          "Missing Authentication Token");
    }
    throw new AwsException(
        isQuery ? "InvalidClientTokenId" : "UnrecognizedClientException",
        status,
        "The security token included in the request is invalid.");
  }

  /** The same for S3. Empty: let in. */
  Optional<AwsException> refusedByS3(AwsRequest head) {
    Optional<String> key = SigningScope.accessKey(head);
    if (isTaken(key)) {
      return Optional.empty();
    }
    return Optional.of(
        key.isEmpty()
            ? new AwsException("AccessDenied", 403, "Access Denied")
            : new AwsException(
                "InvalidAccessKeyId",
                403,
                "The AWS Access Key Id you provided does not exist in our records."));
  }

  private boolean isTaken(Optional<String> key) {
    return callers.accessKey().isEmpty() || callers.accessKey().equals(key);
  }
}
