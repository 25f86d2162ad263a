package dev.sluice.localaws.s3;

import dev.sluice.localaws.store.Etags;
import dev.sluice.localaws.store.ObjectFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Reads of S3Proxy's store on a directory, each of one version of an object: S3Proxy reads
 * properties and content by the file's name, under which another version can be by then. So it is
 * given a name that stays with the version.
 */
abstract class PinnedObjectStore extends ForwardingBlobStore {
  private final ObjectFiles files;
  private final Uploads uploads;

  PinnedObjectStore(BlobStore store, ObjectFiles files, Uploads uploads) {
    super(store);
    this.files = files;
    this.uploads = uploads;
  }

  /** Reads an object that has the bucket and key given, which may be other than were asked for. */
  @FunctionalInterface
  interface Read<T> {
    T of(String bucket, String key) throws IOException;
  }

  /** Work on files. */
  @FunctionalInterface
  interface FileWork<T> {
    T run() throws IOException;
  }

  final ObjectFiles files() {
    return files;
  }

  final Uploads uploads() {
    return uploads;
  }

  static <T> T io(FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void requireBucket(String bucket) {
    if (!containerExists(bucket)) {
      throw S3Exceptions.noSuchBucket(bucket, "");
    }
  }

  @Override
  public ListBucketsResponse list() {
    ListBucketsResponse all = super.list();
    return all.toBuilder()
        .buckets(all.buckets().stream().filter(bucket -> !bucket.name().startsWith(".")).toList())
        .build();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    String prefix = Objects.requireNonNullElse(request.prefix(), "");
    requireBucket(request.bucket());
    if (!prefix.isEmpty() && !ObjectFiles.canHold(prefix)) {
      return ListObjectsV2Response.builder().isTruncated(false).build();
    }
    return io(
        () ->
            new ObjectListing(files.bucket(request.bucket()), key -> head(request.bucket(), key))
                .page(request));
  }

  private Optional<HeadObjectResponse> head(String bucket, String key) {
    return Optional.ofNullable(blobMetadataIfPresent(bucket, key));
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return blobMetadataIfPresent(bucket, key) != null;
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    if (Uploads.keeps(request.key())) {
      return uploads.store().blobMetadata(request);
    }
    return pinned(
        request.bucket(),
        request.key(),
        (bucket, key) -> super.blobMetadata(request.toBuilder().bucket(bucket).key(key).build()));
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    if (Uploads.keeps(request.key())) {
      return uploads.store().getBlob(request);
    }
    return pinned(
        request.bucket(),
        request.key(),
        (bucket, key) -> super.getBlob(request.toBuilder().bucket(bucket).key(key).build()));
  }

  /** Reads one version of an object: that which is there now. */
  final <T> T pinned(String bucket, String key, Read<T> read) {
    requireBucket(bucket);
    if (!ObjectFiles.canHold(key)) {
      throw S3Exceptions.noSuchKey(bucket, key, "no file can have this name");
    }
    if (key.endsWith("/")) {
      return io(() -> read.of(bucket, key));
    }
    return io(
        () -> {
          Path file = files.file(new S3Location(bucket, key));
          Path link = files.draft();
          try {
            if (files.link(link, file)) {
              Etags.ensure(link);
              return read.of(ObjectFiles.DRAFTS, link.getFileName().toString());
            }
            Etags.ensure(file);
            return read.of(bucket, key);
          } catch (NoSuchFileException e) {
            throw S3Exceptions.noSuchKey(bucket, key, "no such file", e);
          } finally {
            Files.deleteIfExists(link);
          }
        });
  }
}
