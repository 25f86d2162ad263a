package dev.sluice.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to a service, read whole.
 *
 * @param method the HTTP method
 * @param path decoded, starts with a slash
 * @param parameters of the query and, in the Query protocol, of the form
 * @param headers the first value of each; case does not matter
 * @param body the bytes; empty in the Query protocol's parameters' place too
 */
public record AwsRequest(
    String method, String path, Parameters parameters, Map<String, String> headers, byte[] body) {
  public AwsRequest {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** How the request is written. */
  public Protocol protocol() {
    Protocol protocol =
        Protocol.of(header("Content-Type").orElse(""), headers.containsKey(SigningScope.TARGET));
    // The JDK's URL connection calls a POST without a body a form; real forms come to the root.
    return protocol == Protocol.QUERY && !path.equals("/") ? Protocol.REST_JSON : protocol;
  }

  /** The operation's name; empty in REST protocols. */
  public String operation() {
    return header(SigningScope.TARGET)
        .map(target -> target.substring(target.lastIndexOf('.') + 1))
        .orElseGet(() -> parameters.get("Action").orElse(""));
  }

  /** The body as an object; an empty body is an empty object. */
  public ObjectNode json() {
    JsonNode tree = protocol().read(body);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw AwsException.invalid("SerializationException", "The body is not an object but " + tree);
  }

  /** A time of the body: seconds in JSON, milliseconds in CBOR. */
  public Instant instant(JsonNode node) {
    if (!node.isNumber()) {
      throw AwsException.invalid("SerializationException", "Not a timestamp: " + node);
    }
    return protocol() == Protocol.CBOR
        ? Instant.ofEpochMilli(node.longValue())
        : Instant.ofEpochMilli(node.decimalValue().movePointRight(3).longValue());
  }
}
