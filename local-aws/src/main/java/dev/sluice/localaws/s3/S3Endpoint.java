package dev.sluice.localaws.s3;

import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Exchange;
import dev.sluice.localaws.http.ExchangeHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.function.Consumer;

/**
 * S3 on a directory: a folder per bucket, a file per object, its metadata in extended attributes.
 *
 * <p>Deviations from S3: {@code LastModified} is real time even if the lake's clock runs ahead;
 * signatures are not checked; a key can't be a folder of another key ({@code a} and {@code a/b}),
 * nor have names in its path that no file can have. Parameters and headers that are not honoured
 * are refused by name.
 */
public final class S3Endpoint implements ExchangeHandler {
  private static final Logger LOG = System.getLogger(S3Endpoint.class.getName());
  private static final byte[] SLOW_DOWN =
      "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
          .getBytes(StandardCharsets.UTF_8);

  /** Held, or the level set on it would be lost with it. */
  private final java.util.logging.Logger s3proxyLog =
      java.util.logging.Logger.getLogger("org.gaul.s3proxy");

  private final Path directory;
  private final MultipartStore store;
  private final S3Requests requests;
  private final FaultPlan faults;

  /**
   * S3 on that directory, which is made if it is missing.
   *
   * @throws IOException the directory can't be used; the text says why
   */
  public S3Endpoint(Path directory, FaultPlan faults) throws IOException {
    this.directory = Files.createDirectories(directory).toRealPath();
    this.faults = faults;
    s3proxyLog.setLevel(java.util.logging.Level.WARNING);
    requireUserAttributes(this.directory);
    this.store = new MultipartStore(this.directory);
    this.requests = new S3Requests(store, faults);
  }

  /** Calls the listener for each object that a request stored, before the request is answered. */
  public void onCreated(Consumer<CreatedObject> listener) {
    store.onCreated(listener);
  }

  /** Makes a bucket, if there is none of that name. */
  public void createBucket(String name) throws IOException {
    Files.createDirectories(folder(name));
  }

  /** The folder that holds a bucket's objects as files. */
  public Path folder(String bucket) {
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException("Not a bucket name: '" + bucket + "'");
    }
    return directory.resolve(bucket);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    try {
      String path = exchange.path();
      if (faults.slowsS3Down()) {
        slowDown(exchange);
      } else if (faults.losesS3Request(exchange.method(), path)) {
        exchange.drain(); // and hangs up
      } else {
        requests.handle(new ExchangeRequest(exchange), new ExchangeResponse(exchange));
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, exchange.method() + " " + exchange.rawPath(), e);
      throw e;
    }
  }

  private static void slowDown(Exchange exchange) throws IOException {
    exchange.drain();
    exchange.set("Content-Type", "application/xml");
    exchange.answer(503, SLOW_DOWN);
  }

  /** Without them user metadata and ETags would be lost without a word. */
  private static void requireUserAttributes(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, ".probe", "");
    try {
      Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class)
          .write("sluice", StandardCharsets.UTF_8.encode("1"));
    } catch (IOException | NullPointerException | UnsupportedOperationException e) {
      throw new IOException(
          "%s is on a file system (%s) without extended attributes, in which the local S3 keeps ETags and metadata. Choose another folder with --dir."
              .formatted(directory, Files.getFileStore(directory).type()),
          e);
    } finally {
      Files.delete(probe);
    }
  }
}
