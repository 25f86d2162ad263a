package dev.sluice.localaws.http;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A service of the Query protocol: form parameters in, XML out. */
public final class QueryService implements AwsService {
  private final String name;
  private final String namespace;
  private final Map<String, Operation> operations = new TreeMap<>();

  /**
   * An empty service.
   *
   * @param name the name requests are signed for
   * @param namespace of the XML answers
   */
  public QueryService(String name, String namespace) {
    this.name = name;
    this.namespace = namespace;
  }

  /** Adds an operation; all are added before the service is given to the front. */
  public QueryService on(String operation, Operation handler) {
    operations.put(operation, handler);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> operations() {
    return operations.keySet();
  }

  @Override
  public AwsResponse handle(AwsRequest request) {
    String action = request.operation();
    Operation operation = operations.get(action);
    if (operation == null) {
      throw AwsException.notImplemented(name, action, operations.keySet());
    }
    Xml result = operation.run(request.parameters());
    String response = action + "Response";
    return AwsResponse.xml(
        200,
        new Xml()
            .open(response + " xmlns=\"" + namespace + "\"")
            .open(action + "Result")
            .add(result)
            .close(action + "Result")
            .open("ResponseMetadata")
            .text("RequestId", UUID.randomUUID().toString())
            .close("ResponseMetadata")
            .close(response)
            .toString());
  }

  /** Parameters to the content of the result element. */
  @FunctionalInterface
  public interface Operation {
    Xml run(Parameters parameters);
  }
}
