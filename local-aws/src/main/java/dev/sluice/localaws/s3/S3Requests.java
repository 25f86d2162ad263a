package dev.sluice.localaws.s3;

import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.SlowBodyException;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/**
 * S3Proxy's handler without S3Proxy's Jetty, so that S3 shares the port with the other services; it
 * writes errors as S3Proxy's own servlet does.
 */
final class S3Requests extends S3ProxyHandler {
  private static final Logger LOG = System.getLogger(S3Requests.class.getName());
  private static final long MAX_SINGLE_PUT = 5L << 30;
  private static final int MAX_BUFFERED = 32 << 20;
  private static final int ANY_SKEW = Integer.MAX_VALUE;
  private static final String WRONG_CHECKSUM =
      "The checksum or Content-MD5 given is not that of the content that arrived";
  private static final String SLOW_BODY =
      "Your socket connection to the server was not read from or written to within the timeout"
          + " period. Idle connections will be closed.";

  private static final String NO_TAGS =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet/></Tagging>";

  private final BlobStore store;
  private final FaultPlan faults;

  S3Requests(BlobStore store, FaultPlan faults) {
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
    this.store = store;
    this.faults = faults;
  }

  void handle(HttpServletRequest request, ExchangeResponse response) throws IOException {
    try {
      answer(new S3Request(request), response);
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

  private void answer(S3Request asked, HttpServletResponse response) throws IOException {
    if (asked.asksForTags()) {
      answerTags(asked, response);
      return;
    }
    try (InputStream content = asked.content()) {
      doHandle(asked, asked, response, content, new RequestContext());
    }
  }

  /** An object never has any; the AWS CLI asks before it copies a large one. */
  private void answerTags(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] path = URI.create(request.getRequestURI()).getPath().split("/", 3);
    store.blobMetadata(HeadObjectRequest.builder().bucket(path[1]).key(path[2]).build());
    response.setContentType("application/xml");
    response.getWriter().write(NO_TAGS);
  }

  private boolean losesAnswer(HttpServletRequest request) {
    return request.getMethod().equals("PUT")
        && faults.losesS3Answer(URI.create(request.getRequestURI()).getPath());
  }

  private void failed(HttpServletRequest request, HttpServletResponse response, Exception e)
      throws IOException {
    if (causes(e, SlowBodyException.class).isPresent()) {
      error(request, response, "RequestTimeout", 400, SLOW_BODY);
      return;
    }
    Optional<AwsServiceException> refused = causes(e, AwsServiceException.class);
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (refused.isPresent()) {
      error(request, response, refused.get());
    } else if (request.getMethod().equals("PUT") && isFolderConflict(cause)) {
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

  private static <T> Optional<T> causes(Throwable failure, Class<T> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  /** For errors that S3Proxy gives a status only. */
  private static String codeOf(int status) {
    return switch (status) {
      case 400 -> "BadDigest";
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
    String named = S3Exceptions.errorCode(error);
    String code = named == null ? codeOf(error.statusCode()) : named;
    String text = details == null ? null : details.errorMessage();
    error(
        request,
        response,
        code,
        error.statusCode(),
        code.equals("BadDigest")
            ? WRONG_CHECKSUM
            : text == null ? "The request ended with status " + error.statusCode() : text);
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
