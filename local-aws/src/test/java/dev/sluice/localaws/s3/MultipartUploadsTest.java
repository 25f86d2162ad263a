package dev.sluice.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class MultipartUploadsTest extends S3OverTheWire {
  private static final String INVENTED = "00000000-0000-0000-0000-000000000000";

  @Test
  void uploadBelongsToItsKey() {
    String id = begin("a-b");
    String etag = upload("a-b", id, "content").eTag();

    for (String other : List.of("zz", "a", "a-b-c")) {
      expectNoSuchUpload(() -> abort(other, id));
      expectNoSuchUpload(() -> list(other, id));
      expectNoSuchUpload(() -> upload(other, id, "x"));
      expectNoSuchUpload(() -> complete(other, id, etag));
    }
    expectNoSuchUpload(() -> upload("b", id + "-a", "x"));
    assertThat(list("a-b", id)).extracting(Part::eTag).containsExactly(etag);
    complete("a-b", id, etag);
    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("a-b")).asUtf8String())
        .isEqualTo("content");
  }

  @Test
  void hasNoPartsOfAnUploadThatIsNotUnderWay() {
    String id = begin("k");
    upload("k", id, "x");
    abort("k", id);

    for (String gone : List.of(id, INVENTED, "../../x")) {
      expectNoSuchUpload(() -> list("k", gone));
      expectNoSuchUpload(() -> upload("k", gone, "x"));
      expectNoSuchUpload(() -> abort("k", gone));
    }
  }

  @Test
  void deletesABucketWithAnUploadUnderWay() {
    s3.createBucket(r -> r.bucket("second"));
    String id = s3.createMultipartUpload(r -> r.bucket("second").key("k")).uploadId();
    s3.uploadPart(
        r -> r.bucket("second").key("k").uploadId(id).partNumber(1), RequestBody.fromString("x"));

    s3.deleteBucket(r -> r.bucket("second"));

    assertThatThrownBy(() -> s3.listParts(r -> r.bucket("second").key("k").uploadId(id)))
        .isInstanceOf(NoSuchBucketException.class);
    s3.createBucket(r -> r.bucket("second"));
    assertThat(s3.listMultipartUploads(r -> r.bucket("second")).uploads()).isEmpty();
  }

  @Test
  void listsNothingOfUploadsAmongTheObjects() {
    begin("a");
    String id = begin("c");
    upload("c", id, "x");
    s3.putObject(r -> r.bucket("lake").key("b"), RequestBody.fromString("x"));

    var page = s3.listObjectsV2(r -> r.bucket("lake").maxKeys(1));
    assertThat(page.contents()).extracting(S3Object::key).containsExactly("b");
    assertThat(page.isTruncated()).isFalse();
    assertThat(s3.listMultipartUploads(r -> r.bucket("lake")).uploads())
        .extracting(MultipartUpload::key)
        .containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void uploadsOutliveTheLake() throws IOException {
    String id = begin("k");
    String etag = upload("k", id, "content").eTag();
    stop();
    start();

    complete("k", id, etag);

    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("k")).asUtf8String())
        .isEqualTo("content");
  }

  @Test
  void halfAPartIsNoPart() throws IOException {
    String id = begin("k");
    String path = "/lake/k?partNumber=1&uploadId=" + id;
    try (HalfPut put = new HalfPut(endpoints.endpoint(), path, "0123456789")) {
      assertThat(list("k", id)).isEmpty();
      assertThat(put.finish("0123456789")).isEqualTo("HTTP/1.1 200");
    }
    assertThat(list("k", id)).extracting(Part::size).containsExactly(20L);
  }

  @Test
  void refusesAnUploadOfAnotherSizeThanAnnounced() {
    String id = begin("k");
    String etag = upload("k", id, "content").eTag();

    assertThatThrownBy(
            () ->
                s3.completeMultipartUpload(
                    r ->
                        r.bucket("lake")
                            .key("k")
                            .uploadId(id)
                            .mpuObjectSize(8L)
                            .multipartUpload(m -> m.parts(part(etag)))))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400))
        .hasMessageContaining("the parts have 7 bytes");
    assertThat(s3.listObjectsV2(r -> r.bucket("lake")).contents()).isEmpty();
  }

  @Test
  void keepsPropertiesThatTheUploadBeganWith() {
    String id =
        s3.createMultipartUpload(
                r ->
                    r.bucket("lake")
                        .key("k")
                        .contentType("text/csv")
                        .metadata(java.util.Map.of("rows", "2")))
            .uploadId();
    complete("k", id, upload("k", id, "content").eTag());

    var head = s3.headObject(r -> r.bucket("lake").key("k"));
    assertThat(head.contentType()).isEqualTo("text/csv");
    assertThat(head.metadata()).containsEntry("rows", "2");
    assertThat(head.eTag()).endsWith("-1\"");
  }

  private String begin(String key) {
    return s3.createMultipartUpload(r -> r.bucket("lake").key(key)).uploadId();
  }

  private software.amazon.awssdk.services.s3.model.UploadPartResponse upload(
      String key, String id, String content) {
    return s3.uploadPart(
        r -> r.bucket("lake").key(key).uploadId(id).partNumber(1), RequestBody.fromString(content));
  }

  private List<Part> list(String key, String id) {
    return s3.listParts(r -> r.bucket("lake").key(key).uploadId(id)).parts();
  }

  private void abort(String key, String id) {
    s3.abortMultipartUpload(r -> r.bucket("lake").key(key).uploadId(id));
  }

  private void complete(String key, String id, String etag) {
    s3.completeMultipartUpload(
        r -> r.bucket("lake").key(key).uploadId(id).multipartUpload(m -> m.parts(part(etag))));
  }

  private static CompletedPart part(String etag) {
    return CompletedPart.builder().partNumber(1).eTag(etag).build();
  }

  private static void expectNoSuchUpload(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload"));
  }
}
