package dev.sluice.localaws.s3;

import dev.sluice.localaws.store.Etags;
import dev.sluice.localaws.store.ObjectFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * S3Proxy's store on a directory, in which an object is there whole or not at all: S3Proxy writes a
 * draft beside the buckets, and one move makes it an object. Nothing is locked while a client
 * sends; the condition of a write is looked at in the step that moves.
 */
class WholeObjectStore extends PinnedObjectStore {
  private final ReentrantLock changes = new ReentrantLock();
  private Consumer<CreatedObject> listener = created -> {};

  WholeObjectStore(Path root) throws IOException {
    super(new FilesystemNio2BlobStore(root.toString()), new ObjectFiles(root), new Uploads(root));
    files().sweepDrafts();
  }

  void onCreated(Consumer<CreatedObject> newListener) {
    listener = newListener;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    if (Uploads.keeps(request.key())) {
      return uploads().store().putBlob(request, content);
    }
    WriteCondition condition = WriteCondition.decode(request.ifNoneMatch());
    S3Location place = writable(request.bucket(), request.key(), condition);
    if (place.key().endsWith("/")) {
      return putFolder(request, place, condition);
    }
    return io(
        () -> {
          try (Draft draft = draft()) {
            PutObjectResponse stored = draft.write(request, content);
            long size = draft.size();
            publish(draft, place, condition);
            report(place, size, stored.eTag(), "PutObject");
            return stored;
          }
        });
  }

  /** S3Proxy makes a folder of a key that ends in a slash, which has no place for content. */
  private PutObjectResponse putFolder(
      PutObjectRequest request, S3Location place, WriteCondition condition) {
    if (request.contentLength() > 0) {
      throw notImplemented("content under a key that ends in a slash ('%s')", place.key());
    }
    PutObjectResponse stored =
        changing(
            () -> {
              requireMet(condition, place);
              return delegate()
                  .putBlob(
                      request.toBuilder().ifNoneMatch(null).build(), InputStream.nullInputStream());
            });
    report(place, 0, stored.eTag(), "PutObject");
    return stored;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    WriteCondition condition = WriteCondition.decode(request.copySourceIfNoneMatch());
    S3Location place = writable(request.destinationBucket(), request.destinationKey(), condition);
    if (place.key().endsWith("/")) {
      throw notImplemented("a copy to a key that ends in a slash ('%s')", place.key());
    }
    CopyObjectRequest.Builder copy =
        request.toBuilder()
            .copySourceIfNoneMatch(condition.rest().isEmpty() ? null : condition.rest());
    return pinned(
        request.sourceBucket(),
        request.sourceKey(),
        (bucket, key) -> {
          try (Draft draft = draft()) {
            copy.sourceBucket(bucket).sourceKey(key);
            copy.destinationBucket(ObjectFiles.DRAFTS).destinationKey(draft.key());
            CopyObjectResponse copied = delegate().copyBlob(copy.build());
            Etags.stamp(draft.file());
            long size = draft.size();
            publish(draft, place, condition);
            report(place, size, copied.copyObjectResult().eTag(), "CopyObject");
            return copied;
          }
        });
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    requireBucket(request.bucket());
    if (Uploads.keeps(request.key()) || !ObjectFiles.canHold(request.key())) {
      return DeleteObjectResponse.builder().build();
    }
    return changing(() -> delegate().removeBlob(request));
  }

  @Override
  public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
    requireBucket(request.bucket());
    return super.removeBlobs(request);
  }

  @Override
  public void deleteBucket(String bucket) {
    changing(
        () -> {
          delegate().deleteBucket(bucket);
          uploads().endAll(bucket);
          return null;
        });
  }

  final Draft draft() throws IOException {
    return new Draft(delegate(), files().draft());
  }

  /** Makes a draft an object, if the condition is met in this moment. */
  final void publish(Draft draft, S3Location place, WriteCondition condition) throws IOException {
    changing(
        () -> {
          requireMet(condition, place);
          try {
            files().publish(draft.file(), place);
          } catch (NoSuchFileException e) {
            throw S3Exceptions.noSuchBucket(place.bucket(), "it was deleted meanwhile", e);
          }
          return place;
        });
  }

  /** Where a write goes, unless S3 would refuse it before it takes the content. */
  final S3Location writable(String bucket, String key, WriteCondition condition) {
    requireBucket(bucket);
    if (!ObjectFiles.canHold(key)) {
      throw notImplemented(
          "the key '%s': objects are files, and names in a path can't be empty, '.', '..' or longer"
              + " than 255 bytes",
          key);
    }
    S3Location place = new S3Location(bucket, key);
    requireMet(condition, place);
    return place;
  }

  private void requireMet(WriteCondition condition, S3Location place) {
    if (!condition.isAlwaysMet()) {
      condition.requireMet(
          Optional.ofNullable(blobMetadataIfPresent(place.bucket(), place.key()))
              .map(HeadObjectResponse::eTag));
    }
  }

  final void report(S3Location place, long size, String etag, String reason) {
    listener.accept(
        new CreatedObject(place.bucket(), place.key(), size, etag.replace("\"", ""), reason));
  }

  /** Runs a change that must not meet another one; it waits for no client. */
  final <T> T changing(FileWork<T> change) {
    changes.lock();
    try {
      return io(change);
    } finally {
      changes.unlock();
    }
  }

  static UnsupportedOperationException notImplemented(String what, String value) {
    return new UnsupportedOperationException(what.formatted(value));
  }
}
