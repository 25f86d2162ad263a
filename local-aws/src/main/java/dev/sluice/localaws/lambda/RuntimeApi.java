package dev.sluice.localaws.lambda;

import dev.sluice.localaws.http.Exchange;
import dev.sluice.localaws.http.HttpPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Lambda Runtime API for one instance of a function.
 *
 * <p>Source: "Using the Lambda runtime API for custom runtimes", version 2018-06-01.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final Invocation END = new Invocation("end", new byte[0], 0, () -> "");

  private final String functionArn;
  private final HttpPort port;
  private final BlockingQueue<Invocation> offered = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile Invocation current = END;

  RuntimeApi(String functionArn) throws IOException {
    this.functionArn = functionArn;
    this.port = HttpPort.open(this::handle);
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} gives them. */
  String address() {
    return port.address().getAuthority();
  }

  /** Completes when the function asks for its first invocation, or reports that it cannot start. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  void offer(Invocation invocation) {
    current = invocation;
    offered.add(invocation);
  }

  private void handle(Exchange exchange) throws IOException {
    try {
      String path =
          exchange.path().startsWith(ROOT) ? exchange.path().substring(ROOT.length()) : "";
      if (path.equals("invocation/next")) {
        next(exchange);
      } else if (path.equals("init/error")) {
        RuntimeError error = RuntimeError.read(exchange.body().readAllBytes());
        ready.completeExceptionally(new InitException(error.type(), error.message()));
        answer(exchange, 202, "{\"status\":\"OK\"}");
      } else if (path.matches("invocation/[^/]+/(response|error)")) {
        String[] parts = path.split("/", -1);
        end(exchange, parts[1], parts[2].equals("error"));
      } else {
        answer(
            exchange,
            404,
            "{\"errorType\":\"UnknownPath\",\"errorMessage\":\"Not a path of the Runtime API\"}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(Exchange exchange) throws IOException, InterruptedException {
    ready.complete(null);
    Invocation invocation = offered.take();
    if (invocation == END) {
      return;
    }
    exchange.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    exchange.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis()));
    exchange.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    exchange.set("Lambda-Runtime-Trace-Id", traceId(invocation));
    send(exchange, 200, invocation.payload());
  }

  /** Not sampled: the lake has no X-Ray. */
  private static String traceId(Invocation invocation) {
    String digits = invocation.id().replace("-", "");
    return "Root=1-%s-%s;Sampled=0".formatted(digits.substring(0, 8), digits.substring(8));
  }

  private void end(Exchange exchange, String id, boolean failed) throws IOException {
    Invocation invocation = current;
    if (!invocation.id().equals(id)) {
      answer(
          exchange,
          400,
          "{\"errorType\":\"InvalidRequestID\",\"errorMessage\":\"Invalid request ID\"}");
      return;
    }
    byte[] body = readLimited(exchange.body());
    if (body.length > Invocation.PAYLOAD_LIMIT) {
      answer(
          exchange,
          413,
          "{\"errorType\":\"RequestEntityTooLarge\",\"errorMessage\":\"Exceeded maximum allowed"
              + " payload size\"}");
      invocation.fail(
          "Function.ResponseSizeTooLarge",
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
      return;
    }
    // Answered first, so that the function asks for more while the result is looked at.
    answer(exchange, 202, "{\"status\":\"OK\"}");
    if (failed) {
      invocation.fail(RuntimeError.read(body));
    } else {
      invocation.succeed(body);
    }
  }

  private static byte[] readLimited(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(Invocation.PAYLOAD_LIMIT + 1);
    body.transferTo(OutputStream.nullOutputStream());
    return bytes;
  }

  private static void answer(Exchange exchange, int status, String json) throws IOException {
    send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(Exchange exchange, int status, byte[] body) throws IOException {
    exchange.set("Content-Type", "application/json");
    exchange.answer(status, body);
  }

  @Override
  public void close() {
    offered.add(END);
    port.close();
  }
}
