package dev.sluice.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Routes each request to its service; what names no other service is for S3. */
final class AwsFront implements HttpHandler {
  /** Room for the largest call, PutRecords with 10 MiB in base64, and for Lambda's 6 MB. */
  private static final int MAX_BODY = 32 << 20;

  private static final Logger LOG = System.getLogger(AwsFront.class.getName());

  private final Map<String, AwsService> byName;
  private final HttpHandler s3;

  AwsFront(List<AwsService> services, HttpHandler s3) {
    this.byName =
        services.stream().collect(Collectors.toMap(AwsService::name, Function.identity()));
    this.s3 = s3;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Parameters query = Parameters.parse(exchange.getRequestURI().getRawQuery());
    Optional<String> target = header(exchange, SigningScope.TARGET);
    Optional<String> signedFor =
        SigningScope.service(exchange.getRequestHeaders().getFirst("Authorization"), query);
    boolean form = isForm(exchange);
    if (target.isEmpty() && !form && signedFor.orElse("s3").equals("s3")) {
      s3.handle(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    AwsRequest request = request(exchange, form, body);
    answer(exchange, request, service(target, signedFor, request.operation()));
  }

  /** A call of the Query protocol; S3 objects may be of that type too. */
  private static boolean isForm(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("POST")
        && exchange.getRequestURI().getPath().equals("/")
        && header(exchange, "Content-Type")
            .orElse("")
            .startsWith("application/x-www-form-urlencoded");
  }

  private static AwsRequest request(HttpExchange exchange, boolean form, byte[] body) {
    String query = exchange.getRequestURI().getRawQuery();
    return new AwsRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        form
            ? Parameters.parse(query, new String(body, StandardCharsets.UTF_8))
            : Parameters.parse(query),
        exchange.getRequestHeaders(),
        body);
  }

  private Optional<AwsService> service(
      Optional<String> target, Optional<String> signedFor, String operation) {
    return target
        .map(text -> text.substring(0, Math.max(0, text.lastIndexOf('.'))))
        .flatMap(prefix -> first(service -> service.target().equals(prefix)))
        .or(() -> signedFor.map(byName::get))
        .or(() -> first(service -> service.operations().contains(operation)));
  }

  private Optional<AwsService> first(Predicate<AwsService> condition) {
    return byName.values().stream().filter(condition).findFirst();
  }

  private void answer(HttpExchange exchange, AwsRequest request, Optional<AwsService> service)
      throws IOException {
    String requestId = UUID.randomUUID().toString();
    try {
      if (request.body().length > MAX_BODY) {
        throw new AwsException(
            "RequestEntityTooLarge", 413, "The body is larger than " + MAX_BODY + " bytes.");
      }
      send(exchange, service.orElseThrow(() -> unknown(request)).handle(request), requestId);
    } catch (AwsException e) {
      send(exchange, AwsResponse.error(request, e, requestId), requestId);
    } catch (LostAnswerException e) {
      LOG.log(Level.DEBUG, "Dropped a connection on purpose: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, request.method() + " " + request.path() + " " + request.operation(), e);
      AwsException internal = new AwsException("InternalFailure", 500, e.toString());
      send(exchange, AwsResponse.error(request, internal, requestId), requestId);
    } finally {
      exchange.close();
    }
  }

  private AwsException unknown(AwsRequest request) {
    return new AwsException(
        "NotImplemented",
        501,
        "The local lake has no service for %s %s (%s). It has: s3, %s."
            .formatted(
                request.method(),
                request.path(),
                request.header(SigningScope.TARGET).orElse(request.operation()),
                String.join(", ", new TreeSet<>(byName.keySet()))));
  }

  private static void send(HttpExchange exchange, AwsResponse response, String requestId)
      throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    if (response.body().length == 0) {
      exchange.sendResponseHeaders(response.status(), -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", response.contentType());
    exchange.sendResponseHeaders(response.status(), response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
