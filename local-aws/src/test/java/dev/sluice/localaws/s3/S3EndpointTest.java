package dev.sluice.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3EndpointTest {
  @TempDir private Path directory;
  private TestEndpoints endpoints;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    endpoints = TestEndpoints.servingS3(directory, FaultPlan.NONE);
    s3 = endpoints.client(S3Client.builder().forcePathStyle(true));
  }

  @AfterEach
  void stop() {
    s3.close();
    endpoints.close();
  }

  @Test
  void keepsObjectsAsPlainFilesWithMetadata() throws IOException {
    String key = "raw/windfarm/year=2026/month=06/a b+ü%41.json";
    String etag =
        s3.putObject(
                r ->
                    r.bucket("lake")
                        .key(key)
                        .contentType("application/x-ndjson")
                        .metadata(Map.of("records", "17")),
                RequestBody.fromString("{\"a\":1}\n"))
            .eTag();
    assertThat(Files.readString(directory.resolve("lake").resolve(key))).isEqualTo("{\"a\":1}\n");
    var head = s3.headObject(r -> r.bucket("lake").key(key));
    assertThat(head.metadata()).isEqualTo(Map.of("records", "17"));
    assertThat(head.contentType()).isEqualTo("application/x-ndjson");
    assertThat(head.contentLength()).isEqualTo(8);
    assertThat(head.eTag()).isEqualTo(etag);
    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key(key)).asUtf8String())
        .isEqualTo("{\"a\":1}\n");
  }

  @Test
  void putsEmptyObjectsAndStreams() {
    put("empty", "");
    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("empty")).asByteArray()).isEmpty();
    byte[] large = new byte[3_000_000];
    s3.putObject(
        r -> r.bucket("lake").key("large"),
        RequestBody.fromInputStream(new java.io.ByteArrayInputStream(large), large.length));
    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("large")).asByteArray())
        .isEqualTo(large);
  }

  @Test
  void refusesASecondPutIfNoneMatch() {
    s3.putObject(r -> r.bucket("lake").key("k").ifNoneMatch("*"), RequestBody.fromString("1"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("lake").key("k").ifNoneMatch("*"), RequestBody.fromString("2")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(412);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
            });
  }

  @Test
  void letsOneOfManyWin() {
    AtomicInteger won = new AtomicInteger();
    String etag = put("state", "0");
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> {
              try {
                s3.putObject(
                    r -> r.bucket("lake").key("state").ifMatch(etag),
                    RequestBody.fromString("run " + i));
                won.incrementAndGet();
              } catch (S3Exception e) {
                assertThat(e.statusCode()).isIn(409, 412);
              }
            });
    assertThat(won).hasValue(1);
  }

  @Test
  void listsInKeyOrderPageByPage() {
    List<String> keys = List.of("p/a", "p/a-b", "p/a.b", "p/b/c", "p/b/d", "p/year=2026/x", "p/ü");
    keys.forEach(key -> put(key, "x"));
    put("q/other", "x");
    List<String> listed =
        s3.listObjectsV2Paginator(r -> r.bucket("lake").prefix("p/").maxKeys(2)).contents().stream()
            .map(S3Object::key)
            .toList();
    assertThat(listed).isEqualTo(keys);
    var page = s3.listObjectsV2(r -> r.bucket("lake").prefix("p/").delimiter("/"));
    assertThat(page.commonPrefixes()).extracting(p -> p.prefix()).contains("p/b/", "p/year=2026/");
  }

  @Test
  void readsRanges() {
    put("k", "0123456789");
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket("lake").key("k").range("bytes=2-4")).asUtf8String())
        .isEqualTo("234");
    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("k").range("bytes=-3")).asUtf8String())
        .isEqualTo("789");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket("lake").key("none")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.headObject(r -> r.bucket("lake").key("none")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.listObjectsV2(r -> r.bucket("no-such-bucket")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void saysThatAKeyCanNotBeAFolderOfAnother() {
    put("a/b", "x");
    for (String key : List.of("a", "a/b/c")) {
      assertThatThrownBy(() -> put(key, "x"))
          .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400))
          .hasMessageContaining("no key can be a folder of another");
    }
  }

  @Test
  void deletesOneAndMany() {
    put("a", "1");
    put("b/c", "2");
    put("d", "3");
    s3.deleteObject(r -> r.bucket("lake").key("a"));
    s3.deleteObject(r -> r.bucket("lake").key("a"));
    s3.deleteObjects(
        r ->
            r.bucket("lake")
                .delete(
                    d ->
                        d.objects(
                            ObjectIdentifier.builder().key("b/c").build(),
                            ObjectIdentifier.builder().key("d").build())));
    assertThat(s3.listObjectsV2(r -> r.bucket("lake")).contents()).isEmpty();
  }

  @Test
  void anObjectHasNoTags() {
    put("a b/c+d", "x");
    assertThat(s3.getObjectTagging(r -> r.bucket("lake").key("a b/c+d")).tagSet()).isEmpty();
    assertThatThrownBy(() -> s3.getObjectTagging(r -> r.bucket("lake").key("missing")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void joinsParts() {
    byte[] part = new byte[5 << 20];
    String id = s3.createMultipartUpload(r -> r.bucket("lake").key("big")).uploadId();
    List<CompletedPart> parts =
        IntStream.rangeClosed(1, 2)
            .mapToObj(
                n ->
                    CompletedPart.builder()
                        .partNumber(n)
                        .eTag(
                            s3.uploadPart(
                                    r -> r.bucket("lake").key("big").uploadId(id).partNumber(n),
                                    RequestBody.fromBytes(part))
                                .eTag())
                        .build())
            .toList();
    s3.completeMultipartUpload(
        r -> r.bucket("lake").key("big").uploadId(id).multipartUpload(m -> m.parts(parts)));
    assertThat(s3.headObject(r -> r.bucket("lake").key("big")).contentLength())
        .isEqualTo(2L * part.length);
  }

  private String put(String key, String content) {
    return s3.putObject(r -> r.bucket("lake").key(key), RequestBody.fromString(content)).eTag();
  }
}
