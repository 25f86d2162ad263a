package dev.sluice.local.s3;

import dev.sluice.local.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Tells of each object that a request stored. */
final class Creations {
  private final BlobStore store;
  private Consumer<CreatedObject> listener = created -> {};

  Creations(BlobStore store) {
    this.store = store;
  }

  void onCreated(Consumer<CreatedObject> newListener) {
    listener = newListener;
  }

  /** To be called after a request that succeeded. */
  void after(HttpServletRequest request) {
    String[] names = URI.create(request.getRequestURI()).getPath().split("/", 3);
    Optional<String> reason = reason(request);
    if (reason.isEmpty() || names.length < 3 || names[2].isEmpty()) {
      return;
    }
    HeadObjectResponse object = store.blobMetadataIfPresent(names[1], names[2]);
    if (object != null) {
      listener.accept(
          new CreatedObject(
              names[1],
              names[2],
              object.contentLength(),
              object.eTag().replace("\"", ""),
              reason.get()));
    }
  }

  private static Optional<String> reason(HttpServletRequest request) {
    Parameters query = Parameters.parse(request.getQueryString());
    if (request.getMethod().equals("POST")) {
      return query.get("uploadId").map(id -> "CompleteMultipartUpload");
    }
    boolean ofPartOrProperty =
        query.values().keySet().stream()
            .anyMatch(name -> !name.toLowerCase(Locale.ROOT).startsWith("x-"));
    if (!request.getMethod().equals("PUT") || ofPartOrProperty) {
      return Optional.empty();
    }
    return Optional.of(request.getHeader("x-amz-copy-source") == null ? "PutObject" : "CopyObject");
  }
}
