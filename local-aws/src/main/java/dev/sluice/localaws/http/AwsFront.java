package dev.sluice.localaws.http;

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
final class AwsFront implements ExchangeHandler {
  /** Room for the largest call, PutRecords with 10 MiB in base64, and for Lambda's 6 MB. */
  private static final int MAX_BODY = 32 << 20;

  private static final long UNKNOWN_LENGTH = 1 << 20;

  /** In bytes a second: others wait for the memory that a large body holds as it arrives. */
  private static final int PACE_OF_LARGE = 64 << 10;

  private static final Logger LOG = System.getLogger(AwsFront.class.getName());

  private final Map<String, AwsService> byName;
  private final ExchangeHandler s3;
  private final RequestMemory reading = RequestMemory.ofHeap(6, 1);

  /** Of the tree of a body, its records, and their bytes for a file. */
  private final RequestMemory working = RequestMemory.ofHeap(3, 4);

  private final FrontRules rules;

  AwsFront(List<AwsService> services, ExchangeHandler s3, Callers callers) {
    this.byName =
        services.stream().collect(Collectors.toMap(AwsService::name, Function.identity()));
    this.s3 = s3;
    this.rules = new FrontRules(callers);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String requestId = UUID.randomUUID().toString();
    AwsRequest head = head(exchange, "");
    try {
      head = head(exchange, exchange.rawQuery());
      if (isForS3(head)) {
        toS3(exchange, head, requestId);
        return;
      }
      FrontRules.requireProtocol(head);
      rules.requireKey(head);
      readAndAnswer(exchange, head, requestId);
    } catch (AwsException e) {
      exchange.drain();
      send(exchange, error(head, e, requestId), requestId);
    }
  }

  private boolean isForS3(AwsRequest head) {
    return owner(head).isEmpty()
        && head.header(SigningScope.TARGET).isEmpty()
        && !FrontRules.isForm(head)
        && SigningScope.service(head).orElse("s3").equals("s3");
  }

  private void readAndAnswer(Exchange exchange, AwsRequest head, String requestId)
      throws IOException {
    // An invocation waits for calls of its function, so it must not hold what these wait for.
    boolean isShort = head.header(SigningScope.TARGET).isPresent() || owner(head).isPresent();
    long length = length(exchange);
    if (length > MAX_BODY) {
      throw tooLarge();
    }
    int toRead = isShort ? reading.take(length) : 0;
    try {
      if (toRead > 0) {
        exchange.requirePace(PACE_OF_LARGE);
      }
      AwsRequest request = whole(head, exchange);
      int toWork = isShort ? working.take(request.body().length) : 0;
      try {
        answer(exchange, request, service(request), requestId);
      } finally {
        working.giveBack(toWork);
      }
    } finally {
      reading.giveBack(toRead);
    }
  }

  private static long length(Exchange exchange) {
    return exchange
        .header("Content-Length")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(UNKNOWN_LENGTH);
  }

  private void toS3(Exchange exchange, AwsRequest head, String requestId) throws IOException {
    Optional<AwsException> refused = rules.refusedByS3(head);
    if (refused.isPresent()) {
      exchange.drain();
      send(exchange, AwsResponse.s3Error(refused.get(), requestId), requestId);
    } else {
      s3.handle(exchange);
    }
  }

  private static AwsRequest head(Exchange exchange, String query) {
    return new AwsRequest(
        exchange.method(),
        exchange.path(),
        Parameters.parse(query),
        headers(exchange),
        new byte[0]);
  }

  private static AwsRequest whole(AwsRequest head, Exchange exchange) throws IOException {
    byte[] body = exchange.body().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw tooLarge();
    }
    return new AwsRequest(
        head.method(),
        head.path(),
        FrontRules.isForm(head)
            ? Parameters.parse(exchange.rawQuery(), new String(body, StandardCharsets.UTF_8))
            : head.parameters(),
        head.headers(),
        body);
  }

  private static AwsException tooLarge() {
    return new AwsException(
        "RequestEntityTooLarge", 413, "The body is larger than " + MAX_BODY + " bytes.");
  }

  private Optional<AwsService> service(AwsRequest request) {
    return owner(request)
        .or(() -> targeted(request))
        .or(() -> SigningScope.service(request).map(byName::get))
        .or(() -> first(service -> service.operations().contains(request.operation())));
  }

  /** The service that has the path for itself. */
  private Optional<AwsService> owner(AwsRequest request) {
    return first(service -> !service.root().isEmpty() && request.path().startsWith(service.root()));
  }

  private Optional<AwsService> targeted(AwsRequest request) {
    return request
        .header(SigningScope.TARGET)
        .map(text -> text.substring(0, Math.max(0, text.lastIndexOf('.'))))
        .flatMap(prefix -> first(service -> service.target().equals(prefix)));
  }

  private AwsResponse error(AwsRequest request, AwsException error, String requestId) {
    return owner(request)
        .map(service -> service.error(request, error, requestId))
        .orElseGet(() -> AwsResponse.error(request, error, requestId));
  }

  private Optional<AwsService> first(Predicate<AwsService> condition) {
    return byName.values().stream().filter(condition).findFirst();
  }

  private void answer(
      Exchange exchange, AwsRequest request, Optional<AwsService> service, String requestId)
      throws IOException {
    try {
      send(exchange, service.orElseThrow(() -> unknown(request)).handle(request), requestId);
    } catch (AwsException e) {
      send(exchange, error(request, e, requestId), requestId);
    } catch (LostAnswerException e) {
      LOG.log(Level.DEBUG, "Dropped a connection on purpose: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, request.method() + " " + request.path() + " " + request.operation(), e);
      AwsException internal = new AwsException("InternalFailure", 500, e.toString());
      send(exchange, error(request, internal, requestId), requestId);
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

  private static void send(Exchange exchange, AwsResponse response, String requestId)
      throws IOException {
    response.headers().forEach(exchange::set);
    exchange.set("x-amzn-RequestId", requestId);
    if (response.body().length > 0) {
      exchange.set("Content-Type", response.contentType());
    }
    exchange.answer(response.status(), response.body());
  }

  private static Map<String, String> headers(Exchange exchange) {
    return exchange.headerNames().stream()
        .collect(Collectors.toMap(Function.identity(), name -> exchange.header(name).orElse("")));
  }
}
