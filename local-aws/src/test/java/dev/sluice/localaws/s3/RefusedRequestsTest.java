package dev.sluice.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the local S3 does not do is refused by name, and never runs as something else. */
class RefusedRequestsTest extends S3OverTheWire {
  @BeforeEach
  void fill() {
    s3.createBucket(r -> r.bucket("empty"));
    put("k", "kept");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /empty?intelligent-tiering&id=x, intelligent-tiering",
    "DELETE, /empty?metadataTable, metadataTable",
    "DELETE, /empty?tagging, tagging",
    "PUT, /other?intelligent-tiering&id=x, intelligent-tiering",
    "PUT, /lake/k?anything, anything",
    "PUT, /lake/k?encryption, encryption",
    "PUT, /lake/k?renameObject, renameObject",
    "DELETE, /lake/k?anything, anything",
    "GET, /lake/k?torrent, torrent",
    "GET, /lake?inventory, inventory",
    "POST, /lake/k?restore, restore",
    "HEAD, /lake?x=1, ''"
  })
  void refusesParametersByName(String method, String path, String named) throws Exception {
    HttpResponse<String> answer = send(method, path, "new");

    assertThat(answer.statusCode()).isEqualTo(501);
    assertThat(answer.body()).contains(named);
    requireNothingChanged();
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-tagging, a=b",
    "x-amz-object-lock-mode, COMPLIANCE",
    "x-amz-grant-read, uri=x",
    "x-amz-website-redirect-location, /x",
    "x-amz-checksum-sha512, x",
    "x-amz-write-offset-bytes, 4",
    "x-amz-trailer, x-amz-checksum-xxhash3"
  })
  void refusesHeadersByName(String name, String value) throws Exception {
    HttpResponse<String> answer = send("PUT", "/lake/k", "new", name, value);

    assertThat(answer.statusCode()).isEqualTo(501);
    assertThat(answer.body()).contains(name);
    requireNothingChanged();
  }

  @Test
  void refusesStorageClassAndChecksumThatACopyWouldLeaveOut() throws Exception {
    for (String[] header :
        List.of(
            new String[] {"x-amz-storage-class", "GLACIER"},
            new String[] {"x-amz-checksum-algorithm", "SHA256"})) {
      HttpResponse<String> answer =
          send("PUT", "/lake/copy", "", "x-amz-copy-source", "/lake/k", header[0], header[1]);
      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(answer.body()).contains(header[0]);
    }
    assertThat(send("POST", "/lake/k?uploads", "", "x-amz-storage-class", "GLACIER").statusCode())
        .isEqualTo(501);
    requireNothingChanged();
  }

  @Test
  void refusesAnotherBucketOwner() throws Exception {
    assertThat(send("PUT", "/lake/k", "new", "x-amz-expected-bucket-owner", "111111111111"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
    requireNothingChanged();
    assertThat(send("PUT", "/lake/other", "new", "x-amz-expected-bucket-owner", "000000000000"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
  }

  @Test
  void deletesNothingInABucketThatIsNotThere() {
    assertThatThrownBy(() -> s3.deleteObject(r -> r.bucket("missing").key("k")))
        .hasMessageContaining("The specified bucket does not exist");
    assertThatThrownBy(
            () ->
                s3.deleteObjects(
                    r ->
                        r.bucket("missing")
                            .delete(d -> d.objects(ObjectIdentifier.builder().key("k").build()))))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-MD5, AAAAAAAAAAAAAAAAAAAAAA==, BadDigest",
    "Content-MD5, nonsense!, InvalidDigest",
    "x-amz-checksum-sha256, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, BadDigest",
    "x-amz-checksum-crc32, AAAAAA==, BadDigest",
    "x-amz-checksum-crc64nvme, AAAAAAAAAAA=, BadDigest"
  })
  void storesNothingWithAWrongChecksum(String name, String value, String code) throws Exception {
    HttpResponse<String> answer = send("PUT", "/lake/k", "new", name, value);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("<Code>" + code + "</Code>");
    requireNothingChanged();
  }

  @Test
  void storesNothingWithAWrongChecksumBehindTheContent() throws Exception {
    for (String content : List.of("new content", "")) {
      HttpResponse<String> wrong = sendChunked(content, "////////");
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(wrong.body()).contains("<Code>BadDigest</Code>");
      requireNothingChanged();
    }
    assertThat(sendChunked("new content", crc32("new content")).statusCode()).isEqualTo(200);
    assertThat(content("k")).isEqualTo("new content");
  }

  private HttpResponse<String> sendChunked(String content, String checksum) throws Exception {
    String chunk =
        content.isEmpty() ? "" : Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    return send(
        "PUT",
        "/lake/k",
        chunk + "0\r\nx-amz-checksum-crc32:" + checksum + "\r\n\r\n",
        "x-amz-content-sha256",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length",
        Integer.toString(content.length()),
        "x-amz-trailer",
        "x-amz-checksum-crc32",
        "Content-Encoding",
        "aws-chunked");
  }

  @Test
  void refusesDelimitersThatNoFolderHas() {
    assertThatThrownBy(() -> s3.listObjectsV2(r -> r.bucket("lake").delimiter("-")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(501))
        .hasMessageContaining("the delimiter '-'");
  }

  private static String crc32(String content) {
    CRC32 crc = new CRC32();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = java.nio.ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  private void requireNothingChanged() {
    assertThat(s3.listBuckets().buckets())
        .extracting(b -> b.name())
        .containsExactly("empty", "lake");
    assertThat(s3.listObjectsV2(r -> r.bucket("lake")).contents()).hasSize(1);
    assertThat(content("k")).isEqualTo("kept");
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoints.endpoint().resolve(path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
