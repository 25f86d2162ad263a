package dev.sluice.localaws.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsRequest;
import dev.sluice.localaws.http.AwsResponse;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import dev.sluice.localaws.lambda.InvocationResult.Throttled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's Invoke, ListFunctions and GetFunction. */
public final class LambdaService implements AwsService {
  private static final String ROOT = "/2015-03-31/functions";
  private static final Pattern PATH =
      Pattern.compile(
          ROOT + "/(?:arn:aws:lambda:[^/]*:function:)?([^/:]+)(?::[^/]+)?(/invocations)?/?");

  private final Functions functions;
  private final EventInvocations events;

  /** The service of those functions. */
  public LambdaService(Functions functions, EventInvocations events) {
    this.functions = functions;
    this.events = events;
  }

  @Override
  public String name() {
    return "lambda";
  }

  @Override
  public Set<String> operations() {
    return Set.of("Invoke", "ListFunctions", "GetFunction");
  }

  @Override
  public AwsResponse handle(AwsRequest request) {
    if (request.method().equals("GET") && request.path().matches(ROOT + "/?")) {
      return list(request);
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      throw AwsException.notImplemented(
          "lambda", request.method() + " " + request.path(), operations());
    }
    FunctionSpec spec = find(path.group(1));
    boolean invocation = path.group(2) != null;
    if (invocation && request.method().equals("POST")) {
      return invoke(spec, request);
    }
    if (!invocation && request.method().equals("GET")) {
      return get(spec, request);
    }
    throw AwsException.notImplemented(
        "lambda", request.method() + " " + request.path(), operations());
  }

  private FunctionSpec find(String name) {
    return functions.specs().stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsException(
                    "ResourceNotFoundException",
                    404,
                    "Function not found: " + Account.LOCAL.functionArn(name)));
  }

  private AwsResponse invoke(FunctionSpec spec, AwsRequest request) {
    byte[] payload =
        request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
    if (payload.length > Invocation.PAYLOAD_LIMIT) {
      throw new AwsException(
          "RequestTooLargeException", 413, payload.length + " bytes are more than 6 MB");
    }
    String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
    return switch (type) {
      case "RequestResponse" -> invokeAndAnswer(spec, request, payload);
      case "Event" -> {
        events.submit(spec.name(), payload);
        yield AwsResponse.bytes(202, "application/json", new byte[0]);
      }
      case "DryRun" -> AwsResponse.bytes(204, "application/json", new byte[0]);
      default ->
          throw AwsException.invalid(
              "InvalidParameterValueException", "Unknown invocation type: " + type);
    };
  }

  private AwsResponse invokeAndAnswer(FunctionSpec spec, AwsRequest request, byte[] payload) {
    InvocationResult result = functions.invoke(spec.name(), payload);
    boolean tail = request.header("X-Amz-Log-Type").filter("Tail"::equals).isPresent();
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Amz-Executed-Version", "$LATEST");
    if (result instanceof Throttled throttled) {
      throw new AwsException("TooManyRequestsException", 429, throttled.reason());
    }
    if (result instanceof FunctionError error) {
      headers.put("X-Amz-Function-Error", "Unhandled");
      return answer(error.payload(), error.logTail(), tail, headers);
    }
    Success success = (Success) result;
    return answer(success.payload(), success.logTail(), tail, headers);
  }

  private static AwsResponse answer(
      byte[] payload, String log, boolean tail, Map<String, String> headers) {
    if (tail) {
      byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
      headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(bytes));
    }
    return new AwsResponse(200, "application/json", payload, headers);
  }

  private AwsResponse list(AwsRequest request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("Functions");
    functions.specs().forEach(spec -> list.add(configuration(spec)));
    return AwsResponse.of(request, 200, answer);
  }

  private AwsResponse get(FunctionSpec spec, AwsRequest request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("Configuration", configuration(spec));
    answer
        .putObject("Code")
        .put("RepositoryType", "S3")
        .put("Location", spec.code().artefact().toUri().toString());
    return AwsResponse.of(request, 200, answer);
  }

  private ObjectNode configuration(FunctionSpec spec) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("FunctionName", spec.name())
        .put("FunctionArn", Account.LOCAL.functionArn(spec.name()))
        .put("Runtime", spec.code().runtime())
        .put("Handler", spec.code().handler())
        .put("Timeout", spec.limits().timeout().toSeconds())
        .put("MemorySize", spec.limits().memoryMb())
        .put("Version", "$LATEST")
        .put("State", "Active")
        .put("PackageType", "Zip");
    ObjectNode variables = node.putObject("Environment").putObject("Variables");
    spec.environment().forEach(variables::put);
    return node;
  }
}
