package dev.sluice.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** How a request and its answer are written. */
public enum Protocol {
  /** AWS JSON 1.0 and 1.1: {@code X-Amz-Target} names the operation. */
  JSON,
  /** The same in CBOR, which the Java SDK speaks to Kinesis. */
  CBOR,
  /** Form parameters in, XML out. */
  QUERY,
  /** Method and path name the operation, JSON bodies. */
  REST_JSON;

  static Protocol of(String contentType, boolean hasTarget) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-amz-cbor")) {
      return CBOR;
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return QUERY;
    }
    return hasTarget || type.startsWith("application/x-amz-json") ? JSON : REST_JSON;
  }

  /**
   * The bytes of a tree: {@code BinaryNode}s and POJO nodes of {@code Instant} are allowed in it.
   */
  byte[] write(JsonNode tree) {
    try {
      return (this == CBOR ? WireMappers.CBOR : WireMappers.JSON).writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode read(byte[] body) {
    if (body.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return (this == CBOR ? WireMappers.CBOR : WireMappers.JSON).readTree(body);
    } catch (IOException e) {
      throw AwsException.invalid(
          "SerializationException", "The body is not valid " + this + ": " + e.getMessage());
    }
  }
}
