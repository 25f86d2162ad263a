package dev.sluice.localaws.s3;

import dev.sluice.localaws.store.Etags;
import dev.sluice.localaws.store.ObjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A file beside the buckets, which becomes an object or a part of one, or is deleted. */
record Draft(BlobStore store, Path file) implements AutoCloseable {
  /** The draft's name as the key of an object in the folder of drafts. */
  String key() {
    return file.getFileName().toString();
  }

  /** Lets S3Proxy write a request's object, with its properties, as this draft. */
  PutObjectResponse write(PutObjectRequest request, InputStream content) throws IOException {
    PutObjectResponse stored =
        store.putBlob(
            request.toBuilder()
                .bucket(ObjectFiles.DRAFTS)
                .key(key())
                .ifMatch(null)
                .ifNoneMatch(null)
                .build(),
            content);
    if (request.contentLength() != null && request.contentLength() != size()) {
      throw new S3ProxyException(
          S3ErrorCode.INCOMPLETE_BODY,
          "%d of %d bytes arrived".formatted(size(), request.contentLength()));
    }
    Etags.stamp(file);
    return stored;
  }

  long size() throws IOException {
    return Files.size(file);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The draft " + file + " can't be deleted", e);
    }
  }
}
