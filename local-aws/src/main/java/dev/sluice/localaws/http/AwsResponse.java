package dev.sluice.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a service answers; an empty body has no content type. */
public record AwsResponse(
    int status, String contentType, byte[] body, Map<String, String> headers) {
  public AwsResponse {
    headers = Map.copyOf(headers);
  }

  /** An answer in the protocol (JSON, CBOR or REST-JSON) of the request. */
  public static AwsResponse of(AwsRequest request, int status, JsonNode tree) {
    Protocol protocol = request.protocol();
    String type =
        protocol == Protocol.REST_JSON
            ? "application/json"
            : request.header("Content-Type").orElse("application/x-amz-json-1.1");
    return new AwsResponse(status, type, protocol.write(tree), Map.of());
  }

  /** Bytes as they are. */
  public static AwsResponse bytes(int status, String contentType, byte[] body) {
    return new AwsResponse(status, contentType, body, Map.of());
  }

  static AwsResponse xml(int status, String document) {
    return bytes(status, "text/xml", document.getBytes(StandardCharsets.UTF_8));
  }

  static AwsResponse error(AwsRequest request, AwsException error, String requestId) {
    if (request.protocol() == Protocol.QUERY) {
      return xml(error.status(), errorXml(error, requestId));
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("__type", error.code()).put("message", error.getMessage());
    if (request.protocol() == Protocol.REST_JSON) {
      tree.put("Type", error.status() < 500 ? "User" : "Service")
          .put("Message", error.getMessage());
    }
    AwsResponse plain = of(request, error.status(), tree);
    return new AwsResponse(
        plain.status, plain.contentType, plain.body, Map.of("x-amzn-ErrorType", error.code()));
  }

  /** As S3 writes errors. */
  static AwsResponse s3Error(AwsException error, String requestId) {
    String document =
        new Xml()
            .open("Error")
            .text("Code", error.code())
            .text("Message", error.getMessage())
            .text("RequestId", requestId)
            .close("Error")
            .toString();
    return bytes(error.status(), "application/xml", document.getBytes(StandardCharsets.UTF_8));
  }

  private static String errorXml(AwsException error, String requestId) {
    return new Xml()
        .open("ErrorResponse")
        .open("Error")
        .text("Type", error.status() < 500 ? "Sender" : "Receiver")
        .text("Code", error.code())
        .text("Message", error.getMessage())
        .close("Error")
        .text("RequestId", requestId)
        .close("ErrorResponse")
        .toString();
  }
}
