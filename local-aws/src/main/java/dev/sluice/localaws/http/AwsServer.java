package dev.sluice.localaws.http;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.List;

/** The one port of all services. */
public final class AwsServer implements AutoCloseable {
  private final HttpPort port;

  private final Callers callers;

  private AwsServer(HttpPort port, Callers callers) {
    this.port = port;
    this.callers = callers;
  }

  /** As {@link #bind(String, int, Callers)}, for all programs of this machine. */
  public static AwsServer bind(String host, int port) throws IOException {
    return bind(host, port, Callers.LOCAL);
  }

  /**
   * Takes the port; answers from {@link #start} on.
   *
   * @param port 0 takes a free one
   * @throws BindException the port is taken; the text says what to do
   */
  public static AwsServer bind(String host, int port, Callers callers) throws IOException {
    try {
      return new AwsServer(HttpPort.bind(host, port, callers), callers);
    } catch (BindException e) {
      BindException clear =
          new BindException(
              e.getMessage() + ". Take another one with --port, or 0 for any free one.");
      clear.initCause(e);
      throw clear;
    }
  }

  /** Starts answering: S3 requests by {@code s3}, all others by the services. */
  public void start(List<AwsService> services, ExchangeHandler s3) throws IOException {
    port.start(new AwsFront(services, s3, callers));
  }

  /** The endpoint for {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    return port.address();
  }

  @Override
  public void close() {
    port.close();
  }
}
