package dev.sluice.local.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

/** The one port of all services. */
public final class AwsServer implements AutoCloseable {
  /** More than the calls that a lake's functions have in flight; a waiting Invoke holds one. */
  private static final int THREADS = 64;

  private final HttpServer http;
  private final ThreadPoolExecutor threads;

  private AwsServer(HttpServer http) {
    this.http = http;
    this.threads = RequestThreads.upTo(THREADS);
    http.setExecutor(threads);
  }

  /**
   * Takes the port; answers from {@link #start} on.
   *
   * @param port 0 takes a free one
   * @throws BindException the port is taken; the text says what to do
   */
  public static AwsServer bind(String host, int port) throws IOException {
    // Without it an answer in two writes waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      return new AwsServer(HttpServer.create(new InetSocketAddress(host, port), 0));
    } catch (BindException e) {
      BindException clear =
          new BindException(
              "Port %d of %s is in use or not allowed (%s). Take another one with --port, or 0 for any free one."
                  .formatted(port, host, e.getMessage()));
      clear.initCause(e);
      throw clear;
    }
  }

  /** Starts answering: S3 requests by {@code s3}, all others by the services. */
  public void start(List<AwsService> services, HttpHandler s3) {
    http.createContext("/", new AwsFront(services, s3));
    http.start();
  }

  /** The endpoint for {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    InetSocketAddress address = http.getAddress();
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
