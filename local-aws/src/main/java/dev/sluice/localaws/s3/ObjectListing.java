package dev.sluice.localaws.s3;

import dev.sluice.localaws.store.Etags;
import dev.sluice.localaws.store.SortedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A page of a bucket's listing. S3Proxy's own looks at all that is below the prefix for each page.
 */
final class ObjectListing {
  private final Path bucket;
  private final Function<String, Optional<HeadObjectResponse>> heads;

  /**
   * @param heads an object as it is now
   */
  ObjectListing(Path bucket, Function<String, Optional<HeadObjectResponse>> heads) {
    this.bucket = bucket;
    this.heads = heads;
  }

  /** As S3Proxy's handler asks for it: tokens are keys. */
  ListObjectsV2Response page(ListObjectsV2Request request) throws IOException {
    String delimiter = Objects.requireNonNullElse(request.delimiter(), "");
    if (!delimiter.isEmpty() && !delimiter.equals("/")) {
      throw WholeObjectStore.notImplemented("the delimiter '%s'", delimiter);
    }
    String prefix = Objects.requireNonNullElse(request.prefix(), "");
    SortedKeys keys = new SortedKeys(bucket, prefix, after(request), !delimiter.isEmpty());
    int most = Objects.requireNonNullElse(request.maxKeys(), Integer.MAX_VALUE);
    List<SortedKeys.Entry> entries = new ArrayList<>();
    Optional<SortedKeys.Entry> next = most == 0 ? Optional.empty() : keys.next();
    while (next.isPresent() && entries.size() < most) {
      entries.add(next.get());
      next = keys.next();
    }
    return response(entries, next.isPresent());
  }

  private static String after(ListObjectsV2Request request) {
    return Optional.ofNullable(request.continuationToken())
        .or(() -> Optional.ofNullable(request.startAfter()))
        .orElse("");
  }

  private ListObjectsV2Response response(List<SortedKeys.Entry> entries, boolean isTruncated)
      throws IOException {
    List<S3Object> objects = new ArrayList<>();
    List<CommonPrefix> prefixes = new ArrayList<>();
    for (SortedKeys.Entry entry : entries) {
      if (entry.isPrefix()) {
        prefixes.add(CommonPrefix.builder().prefix(entry.name()).build());
      } else {
        object(entry).ifPresent(objects::add);
      }
    }
    return ListObjectsV2Response.builder()
        .contents(objects)
        .commonPrefixes(prefixes)
        .isTruncated(isTruncated)
        .nextContinuationToken(isTruncated ? entries.get(entries.size() - 1).name() : null)
        .build();
  }

  /** As its file was met, if that has its ETag, or else as it is now; empty: it is gone. */
  private Optional<S3Object> object(SortedKeys.Entry entry) throws IOException {
    S3Object.Builder object =
        S3Object.builder().key(entry.name()).storageClass(ObjectStorageClass.STANDARD);
    Optional<String> etag =
        entry.attributes().isDirectory()
            ? Optional.empty()
            : Etags.current(entry.file(), entry.attributes());
    if (etag.isPresent()) {
      Instant modified = Instant.ofEpochMilli(entry.attributes().lastModifiedTime().toMillis());
      return Optional.of(
          object.eTag(etag.get()).size(entry.attributes().size()).lastModified(modified).build());
    }
    return heads
        .apply(entry.name())
        .map(
            head ->
                object
                    .eTag(head.eTag())
                    .size(head.contentLength())
                    .lastModified(head.lastModified())
                    .build());
  }
}
