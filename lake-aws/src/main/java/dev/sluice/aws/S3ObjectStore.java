package dev.sluice.aws;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One S3 bucket. The client's own retries are at work beneath it. A conditional put whose first
 * answer was lost may therefore be carried out and yet answer "condition not met": whoever loses
 * such a race reads the object and goes on from what is there.
 */
public final class S3ObjectStore implements ObjectStore {
  private final S3Client s3;
  private final S3Failure failure;
  private final String bucket;

  public S3ObjectStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
    this.failure = new S3Failure(bucket);
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    try {
      ResponseInputStream<GetObjectResponse> content =
          s3.getObject(request -> request.bucket(bucket).key(key));
      GetObjectResponse facts = content.response();
      return Optional.of(
          new StoredObject(
              new ObjectInfo(
                  key, facts.contentLength(), facts.eTag(), facts.lastModified(), facts.metadata()),
              content));
    } catch (SdkException e) {
      if (S3Failure.isMissingObject(e)) {
        return Optional.empty();
      }
      throw failure.of("GetObject", key, e);
    }
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    try {
      var facts = s3.headObject(request -> request.bucket(bucket).key(key));
      return Optional.of(
          new ObjectInfo(
              key, facts.contentLength(), facts.eTag(), facts.lastModified(), facts.metadata()));
    } catch (SdkException e) {
      if (S3Failure.isMissingObject(e)) {
        return Optional.empty();
      }
      throw failure.of("HeadObject", key, e);
    }
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(object.key())
            .contentType(object.contentType())
            .metadata(object.metadata());
    if (object.condition() instanceof PutObject.Condition.Absent) {
      request.ifNoneMatch("*");
    } else if (object.condition() instanceof PutObject.Condition.Matches matches) {
      request.ifMatch(matches.etag());
    }
    try {
      return Optional.of(s3.putObject(request.build(), body(object)).eTag());
    } catch (SdkException e) {
      if (isConditionNotMet(object.condition(), e)) {
        return Optional.empty();
      }
      throw failure.of("PutObject", object.key(), e);
    } catch (UncheckedIOException e) {
      throw new IOException("Can't read what is to be stored as '" + object.key() + "'", e);
    }
  }

  private static RequestBody body(PutObject object) throws IOException {
    return RequestBody.fromContentProvider(
        ContentStreamProvider.fromInputStreamSupplier(() -> open(object.content())),
        object.content().length(),
        object.contentType());
  }

  private static InputStream open(PutObject.Content content) {
    try {
      return content.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** S3 answers If-Match with 404 where there is no object, 409 while another put is at work. */
  private static boolean isConditionNotMet(PutObject.Condition condition, SdkException e) {
    if (!(e instanceof S3Exception answer) || condition instanceof PutObject.Condition.Always) {
      return false;
    }
    return answer.statusCode() == 412
        || answer.statusCode() == 409
        || S3Failure.isMissingObject(answer);
  }

  /** S3 copies objects of up to 5 GB in one call. */
  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    try {
      return Optional.of(
          s3.copyObject(
                  request ->
                      request
                          .sourceBucket(bucket)
                          .sourceKey(from)
                          .copySourceIfMatch('"' + etag.replace("\"", "") + '"')
                          .destinationBucket(bucket)
                          .destinationKey(to))
              .copyObjectResult()
              .eTag());
    } catch (SdkException e) {
      if (isConditionNotMet(new PutObject.Condition.Matches(etag), e)) {
        return Optional.empty();
      }
      throw failure.of("CopyObject", from, e);
    }
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    return listAfter(prefix, "");
  }

  @Override
  public Stream<ObjectInfo> listAfter(String prefix, String after) throws IOException {
    Iterator<S3Object> objects = firstPage(prefix, after);
    Iterator<ObjectInfo> infos =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            try {
              return objects.hasNext();
            } catch (SdkException e) {
              throw new UncheckedIOException(failure.of("ListObjectsV2", prefix, e));
            }
          }

          @Override
          public ObjectInfo next() {
            S3Object object = objects.next();
            return new ObjectInfo(
                object.key(), object.size(), object.eTag(), object.lastModified(), Map.of());
          }
        };
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(infos, 0), false);
  }

  private Iterator<S3Object> firstPage(String prefix, String after) throws IOException {
    String startAfter = after.isEmpty() ? null : after;
    try {
      return s3.listObjectsV2Paginator(
              request -> request.bucket(bucket).prefix(prefix).startAfter(startAfter))
          .contents()
          .iterator();
    } catch (SdkException e) {
      throw failure.of("ListObjectsV2", prefix, e);
    }
  }

  @Override
  public void delete(String key) throws IOException {
    try {
      s3.deleteObject(request -> request.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw failure.of("DeleteObject", key, e);
    }
  }
}
