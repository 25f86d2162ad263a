package dev.sluice.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A service of the JSON protocol (and CBOR, where a client speaks it): a table of operations. */
public final class JsonService implements AwsService {
  private final String name;
  private final String target;
  private final Map<String, Operation> operations = new TreeMap<>();

  /**
   * An empty service.
   *
   * @param name the name requests are signed for
   * @param target the part of {@code X-Amz-Target} before the dot
   */
  public JsonService(String name, String target) {
    this.name = name;
    this.target = target;
  }

  /** Adds an operation; all are added before the service is given to the front. */
  public JsonService on(String operation, Operation handler) {
    operations.put(operation, handler);
    return this;
  }

  /** Adds an operation that does not look at the request around the input. */
  public JsonService on(String operation, SimpleOperation handler) {
    return on(operation, (input, request) -> handler.run(input));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Set<String> operations() {
    return operations.keySet();
  }

  @Override
  public AwsResponse handle(AwsRequest request) {
    Operation operation = operations.get(request.operation());
    if (operation == null) {
      throw AwsException.notImplemented(name, request.operation(), operations.keySet());
    }
    return AwsResponse.of(request, 200, operation.run(request.json(), request));
  }

  /**
   * Input to output. The output may hold {@code BinaryNode}s (base64 in JSON) and {@code
   * putPOJO(instant)}; times of the input are read by {@link AwsRequest#instant}.
   */
  @FunctionalInterface
  public interface Operation {
    JsonNode run(ObjectNode input, AwsRequest request);
  }

  /** Input to output. */
  @FunctionalInterface
  public interface SimpleOperation {
    JsonNode run(ObjectNode input);
  }
}
