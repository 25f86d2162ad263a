package dev.sluice.local.s3;

import dev.sluice.local.fault.FaultPlan;
import dev.sluice.local.http.SlowBodyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * S3Proxy's handler without S3Proxy's Jetty, so that S3 shares the port with the other services; it
 * writes errors as S3Proxy's own servlet does.
 */
final class S3Requests extends S3ProxyHandler {
  private static final Logger LOG = System.getLogger(S3Requests.class.getName());
  private static final long MAX_SINGLE_PUT = 5L << 30;
  private static final int MAX_BUFFERED = 32 << 20;
  private static final int ANY_SKEW = Integer.MAX_VALUE;
  private static final int STRIPES = 256;
  private static final String SLOW_BODY =
      "Your socket connection to the server was not read from or written to within the timeout"
          + " period. Idle connections will be closed.";

  private final FaultPlan faults;
  private final Creations creations;
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  S3Requests(BlobStore store, FaultPlan faults, Creations creations) {
    super(
        store,
        AuthenticationType.NONE,
        null,
        null,
        null,
        MAX_SINGLE_PUT,
        MAX_BUFFERED,
        MAX_BUFFERED,
        true,
        CrossOriginResourceSharing.disabled(),
        "",
        ANY_SKEW);
    this.faults = faults;
    this.creations = creations;
  }

  /**
   * Writes of one object are done one after the other: S3Proxy looks at a condition and then
   * writes, so that two conditional puts at the same time could both win.
   */
  void handle(HttpServletRequest request, ExchangeResponse response) throws IOException {
    if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
      answer(request, response);
      return;
    }
    ReentrantLock lock = locks.get(Math.floorMod(request.getRequestURI().hashCode(), STRIPES));
    lock.lock();
    try {
      answer(request, response);
    } finally {
      lock.unlock();
    }
  }

  private void answer(HttpServletRequest request, ExchangeResponse response) throws IOException {
    try (InputStream body = request.getInputStream()) {
      doHandle(request, request, response, body, new RequestContext());
      if (response.getStatus() == 200) {
        creations.after(request);
      }
    } catch (AwsServiceException e) {
      error(request, response, e);
    } catch (IllegalArgumentException e) {
      error(request, response, "InvalidArgument", 400, String.valueOf(e.getMessage()));
    } catch (UnsupportedOperationException e) {
      error(
          request,
          response,
          "NotImplemented",
          501,
          "The local lake's S3 (S3Proxy) does not implement this: " + e.getMessage());
    } catch (IllegalStateException e) {
      error(request, response, "PreconditionFailed", 412, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      failed(request, response, e);
    }
    if (losesAnswer(request)) {
      return; // the exchange is closed unanswered
    }
    response.finish();
  }

  private boolean losesAnswer(HttpServletRequest request) {
    return request.getMethod().equals("PUT")
        && faults.losesS3Answer(URI.create(request.getRequestURI()).getPath());
  }

  private void failed(HttpServletRequest request, HttpServletResponse response, Exception e)
      throws IOException {
    if (e instanceof SlowBodyException || e.getCause() instanceof SlowBodyException) {
      error(request, response, "RequestTimeout", 400, SLOW_BODY);
      return;
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (request.getMethod().equals("PUT") && isFolderConflict(cause)) {
      error(
          request,
          response,
          "InvalidRequest",
          400,
          "The local lake's S3 keeps objects as files, so no key can be a folder of another: "
              + cause.getMessage());
    } else {
      LOG.log(Level.WARNING, request.getMethod() + " " + request.getRequestURI(), e);
      error(request, response, "InternalError", 500, e.toString());
    }
  }

  /** For errors that S3Proxy gives a status only. */
  private static String codeOf(int status) {
    return switch (status) {
      case 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 405 -> "MethodNotAllowed";
      case 409 -> "ConditionalRequestConflict";
      case 412 -> "PreconditionFailed";
      case 416 -> "InvalidRange";
      default -> "InternalError";
    };
  }

  private static boolean isFolderConflict(Throwable cause) {
    return cause instanceof FileAlreadyExistsException
        || (cause instanceof FileSystemException file
            && String.valueOf(file.getReason()).endsWith("a directory"));
  }

  private void error(
      HttpServletRequest request, HttpServletResponse response, AwsServiceException error)
      throws IOException {
    var details = error.awsErrorDetails();
    var http = details == null ? null : details.sdkHttpResponse();
    if (http != null) {
      for (String header : List.of("ETag", "Allow")) {
        http.firstMatchingHeader(header).ifPresent(value -> response.setHeader(header, value));
      }
    }
    String code = S3Exceptions.errorCode(error);
    String text = details == null ? null : details.errorMessage();
    error(
        request,
        response,
        code == null ? codeOf(error.statusCode()) : code,
        error.statusCode(),
        text == null ? "The request ended with status " + error.statusCode() : text);
  }

  private void error(
      HttpServletRequest request,
      HttpServletResponse response,
      String code,
      int status,
      String text)
      throws IOException {
    if (!response.isCommitted()) {
      sendSimpleErrorResponse(request, response, code, status, text, Map.of());
    }
  }
}
