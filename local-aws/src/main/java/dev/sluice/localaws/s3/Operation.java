package dev.sluice.localaws.s3;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operations of the local S3 and the parameters that each takes. A request with any other
 * parameter is refused: it may ask for an operation that is not here, and must not run as another.
 */
enum Operation {
  LIST_BUCKETS("GET", Level.SERVICE, "", "continuation-token", "max-buckets", "prefix"),
  GET_BUCKET_ACL("GET", Level.BUCKET, "acl"),
  GET_BUCKET_ENCRYPTION("GET", Level.BUCKET, "encryption"),
  GET_BUCKET_LOCATION("GET", Level.BUCKET, "location"),
  GET_BUCKET_POLICY("GET", Level.BUCKET, "policy"),
  GET_BUCKET_VERSIONING("GET", Level.BUCKET, "versioning"),
  LIST_UPLOADS(
      "GET",
      Level.BUCKET,
      "uploads",
      "delimiter",
      "encoding-type",
      "key-marker",
      "max-uploads",
      "prefix",
      "upload-id-marker"),
  LIST_OBJECTS(
      "GET",
      Level.BUCKET,
      "",
      "continuation-token",
      "delimiter",
      "encoding-type",
      "fetch-owner",
      "list-type",
      "marker",
      "max-keys",
      "prefix",
      "start-after"),
  HEAD_BUCKET("HEAD", Level.BUCKET, ""),
  CREATE_BUCKET("PUT", Level.BUCKET, ""),
  PUT_BUCKET_ACL("PUT", Level.BUCKET, "acl"),
  DELETE_BUCKET("DELETE", Level.BUCKET, ""),
  DELETE_OBJECTS("POST", Level.BUCKET, "delete"),
  GET_OBJECT_ACL("GET", Level.OBJECT, "acl", "versionId"),
  GET_OBJECT_ATTRIBUTES("GET", Level.OBJECT, "attributes", "versionId"),
  GET_OBJECT_TAGGING("GET", Level.OBJECT, "tagging", "versionId"),
  LIST_PARTS("GET", Level.OBJECT, "uploadId", "encoding-type", "max-parts", "part-number-marker"),
  GET_OBJECT(
      "GET",
      Level.OBJECT,
      "",
      "partNumber",
      "response-cache-control",
      "response-content-disposition",
      "response-content-encoding",
      "response-content-language",
      "response-content-type",
      "response-expires",
      "versionId"),
  HEAD_OBJECT(
      "HEAD",
      Level.OBJECT,
      "",
      "partNumber",
      "response-cache-control",
      "response-content-disposition",
      "response-content-encoding",
      "response-content-language",
      "response-content-type",
      "response-expires",
      "versionId"),
  PUT_OBJECT_ACL("PUT", Level.OBJECT, "acl", "versionId"),
  UPLOAD_PART("PUT", Level.OBJECT, "uploadId", "partNumber"),
  PUT_OBJECT("PUT", Level.OBJECT, ""),
  DELETE_OBJECT("DELETE", Level.OBJECT, "", "versionId"),
  ABORT_UPLOAD("DELETE", Level.OBJECT, "uploadId"),
  CREATE_UPLOAD("POST", Level.OBJECT, "uploads"),
  COMPLETE_UPLOAD("POST", Level.OBJECT, "uploadId");

  /** What an operation is about. */
  enum Level {
    SERVICE,
    BUCKET,
    OBJECT
  }

  private final String method;
  private final Level level;
  private final String subresource;
  private final List<String> parameters;

  Operation(String method, Level level, String subresource, String... parameters) {
    this.method = method;
    this.level = level;
    this.subresource = subresource;
    this.parameters = List.of(parameters);
  }

  /**
   * The operation that a request asks for.
   *
   * @param parameters without those of signatures
   * @throws UnsupportedOperationException it is not here; the text names what is not known
   */
  static Operation of(String method, Level level, Set<String> parameters) {
    Operation found =
        named(method, level, parameters)
            .or(() -> named(method, level, Set.of("")))
            .orElseThrow(() -> unknown(method, level, parameters));
    Set<String> others = new TreeSet<>(parameters);
    others.remove(found.subresource);
    others.removeAll(found.parameters);
    if (!others.isEmpty()) {
      throw unknown(method, level, others);
    }
    return found;
  }

  private static Optional<Operation> named(String method, Level level, Set<String> subresources) {
    return Arrays.stream(values())
        .filter(operation -> operation.method.equals(method) && operation.level == level)
        .filter(operation -> subresources.contains(operation.subresource))
        .findFirst();
  }

  private static UnsupportedOperationException unknown(
      String method, Level level, Set<String> parameters) {
    String target =
        level == Level.OBJECT ? "an object" : "a " + level.name().toLowerCase(Locale.ROOT);
    return new UnsupportedOperationException(
        parameters.isEmpty()
            ? "%s of %s".formatted(method, target)
            : "%s of %s with '%s'"
                .formatted(method, target, String.join("', '", new TreeSet<>(parameters))));
  }
}
