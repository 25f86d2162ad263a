package dev.sluice.localaws.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A port that answers HTTP/1.1 and HTTP/2, the latter with prior knowledge or by upgrade. Heads are
 * read without a thread; a request has one from then on until it is answered.
 */
public final class HttpPort implements AutoCloseable {
  /** More than a lake's calls in flight and a good many clients that send slowly. */
  private static final int THREADS = 512;

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int THREAD_IDLE_MILLIS = 20_000;
  private static final int HEAD_BYTES = 64 << 10;
  private static final int BACKLOG = 1024;
  private static final Logger LOG = System.getLogger(HttpPort.class.getName());

  /** Held, or the level set on it would be lost with it. */
  private final java.util.logging.Logger jettyLog =
      java.util.logging.Logger.getLogger("org.eclipse.jetty");

  private final Callers callers;
  private final Server server;
  private final ServerConnector connector;

  private HttpPort(String host, int port, Callers callers, Duration idle) {
    this.callers = callers;
    jettyLog.setLevel(java.util.logging.Level.WARNING);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, THREAD_IDLE_MILLIS);
    threads.setName("port-" + port);
    threads.setDaemon(true);
    threads.setStopTimeout(0);
    threads.setReservedThreads(0); // which would complain at the end
    server = new Server(threads);
    HttpConfiguration http = configuration();
    connector =
        new ServerConnector(
            server, 0, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
  }

  /** Keys of objects may look like anything, so no path is refused for its looks. */
  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEAD_BYTES);
    http.setMaxResponseHeaderSize(HEAD_BYTES);
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }

  /**
   * Takes a port; it answers from {@link #start} on.
   *
   * @param port 0 takes a free one
   * @throws BindException the port is taken
   */
  public static HttpPort bind(String host, int port, Callers callers) throws IOException {
    return bind(host, port, callers, IDLE);
  }

  /** With the time after which a client that is waited for is given up. */
  static HttpPort bind(String host, int port, Callers callers, Duration idle) throws IOException {
    HttpPort opened = new HttpPort(host, port, callers, idle);
    try {
      opened.connector.open();
      return opened;
    } catch (IOException e) {
      BindException inUse =
          new BindException("Port %d of %s is in use or not allowed".formatted(port, host));
      inUse.initCause(e);
      throw inUse;
    }
  }

  /** Takes a free port of this machine and answers on it. */
  public static HttpPort open(ExchangeHandler handler) throws IOException {
    HttpPort opened = bind("127.0.0.1", 0, Callers.LOCAL);
    opened.start(handler);
    return opened;
  }

  /** Starts answering. */
  public void start(ExchangeHandler handler) throws IOException {
    server.setHandler(new Blocking(callers, handler));
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The port could not be started: " + e, e);
    }
  }

  /** Without a path. */
  public URI address() {
    return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      connector.close();
      server.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "The port " + address() + " could not be closed", e);
    }
  }

  private static final class Blocking extends Handler.Abstract {
    private final Callers callers;
    private final ExchangeHandler handler;

    Blocking(Callers callers, ExchangeHandler handler) {
      this.callers = callers;
      this.handler = handler;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      // Only reading and writing have a time limit: an invocation may be waited for.
      request.addIdleTimeoutListener(timeout -> false);
      Exchange exchange = new Exchange(request, response);
      try {
        answer(exchange);
        if (exchange.finish()) {
          callback.succeeded();
          return true;
        }
        hangUp(request, callback, new IOException("no answer"));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, request.getMethod() + " " + request.getHttpURI(), e);
        hangUp(request, callback, e);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, request.getMethod() + " " + request.getHttpURI(), e);
        hangUp(request, callback, e);
      }
      return true;
    }

    /** Refused before anything of the body is looked at. */
    private void answer(Exchange exchange) throws IOException {
      Optional<String> refusal = callers.refusal(exchange);
      if (refusal.isPresent()) {
        refuse(exchange, 403, refusal.get());
      } else if (!exchange.isReadable()) {
        refuse(exchange, 400, "A % in a path is followed by two hexadecimal digits.");
      } else {
        handler.handle(exchange);
      }
    }

    private static void refuse(Exchange exchange, int status, String reason) throws IOException {
      exchange.set("Content-Type", "text/plain; charset=utf-8");
      exchange.set("X-Content-Type-Options", "nosniff");
      // What was not read of the body ends the connection, so the client must not use it again.
      exchange.set("Connection", "close");
      exchange.answer(status, (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void hangUp(Request request, Callback callback, Exception reason) {
      request.getConnectionMetaData().getConnection().getEndPoint().close(reason);
      callback.failed(new EofException(reason)); // which Jetty does not log
    }
  }
}
