package dev.sluice.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Conditions of writes are looked at in the step that writes. */
@Timeout(120)
class ConditionalWritesTest extends S3OverTheWire {
  private static final int ROUNDS = 20;
  private static final int CLIENTS = 4;

  @Test
  void oneOfRacingPutsWins() {
    race(
        (key, i) ->
            s3.putObject(
                r -> r.bucket("lake").key(key).ifNoneMatch("*"),
                RequestBody.fromString("run " + i)));
    String etag = put("state", "0");
    for (int round = 0; round < ROUNDS; round++) {
      String current = etag;
      int number = round;
      assertThat(
              winners(
                  i ->
                      s3.putObject(
                          r -> r.bucket("lake").key("state").ifMatch(current),
                          RequestBody.fromString("round " + number + " run " + i))))
          .isEqualTo(1);
      etag = s3.headObject(r -> r.bucket("lake").key("state")).eTag();
    }
  }

  @Test
  void oneOfRacingCopiesWins() {
    put("source", "content");
    race(
        (key, i) ->
            s3.copyObject(
                r ->
                    r.sourceBucket("lake")
                        .sourceKey("source")
                        .destinationBucket("lake")
                        .destinationKey(key)
                        .ifNoneMatch("*")));
  }

  @Test
  void oneOfRacingCompletionsWins() {
    race((key, i) -> complete(key, begin(key, "part " + i), null, "*"));
  }

  @Test
  void copiesOnlyOverTheObjectThatWasRead() {
    put("source", "new");
    String etag = put("k", "old");

    expect(412, () -> copy("k", "\"0123456789abcdef0123456789abcdef\"", null));
    expect(412, () -> copy("k", null, "*"));
    expect(404, () -> copy("none", etag, null));
    assertThat(content("k")).isEqualTo("old");
    copy("k", etag, null);
    assertThat(content("k")).isEqualTo("new");
    copy("other", null, "*");
    assertThat(content("other")).isEqualTo("new");
  }

  @Test
  void comparesTheSourceOfACopyAsBefore() {
    String etag = put("source", "new");
    expect(
        412,
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket("lake")
                        .sourceKey("source")
                        .copySourceIfNoneMatch(etag)
                        .destinationBucket("lake")
                        .destinationKey("k")));
  }

  @Test
  void refusedCompletionKeepsTheUpload() {
    put("k", "old");
    String id = begin("k", "new");

    expect(412, () -> complete("k", id, null, "*"));
    assertThat(content("k")).isEqualTo("old");
    complete("k", id, null, null);
    assertThat(content("k")).isEqualTo("new");
  }

  @Test
  void completesOnlyOverTheObjectThatWasRead() {
    String etag = put("k", "old");
    String id = begin("k", "new");
    expect(412, () -> complete("k", id, "\"0123456789abcdef0123456789abcdef\"", null));
    complete("k", id, etag, null);
    assertThat(content("k")).isEqualTo("new");
  }

  @Test
  void honoursConditionsInAPresignedQuery() throws Exception {
    put("k", "old");
    assertThat(send("/lake/k?If-None-Match=*&X-Amz-Algorithm=AWS4-HMAC-SHA256")).isEqualTo(412);
    assertThat(send("/lake/none?If-Match=%22x%22")).isEqualTo(404);
    assertThat(send("/lake/new?If-None-Match=*")).isEqualTo(200);
    assertThat(content("k")).isEqualTo("old");
  }

  private int send(String path) throws Exception {
    URI target = endpoints.endpoint().resolve(path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(target).PUT(BodyPublishers.ofString("new")).build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  /** A write that can be refused. */
  @FunctionalInterface
  private interface Write {
    void to(String key, int client);
  }

  /** A write that can be refused, of one of several clients. */
  @FunctionalInterface
  private interface Attempt {
    void of(int client);
  }

  private void race(Write write) {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "round-" + round;
      assertThat(winners(i -> write.to(key, i))).isEqualTo(1);
    }
  }

  private static long winners(Attempt attempt) {
    return IntStream.range(0, CLIENTS).parallel().filter(i -> wins(attempt, i)).count();
  }

  private static boolean wins(Attempt attempt, int client) {
    try {
      attempt.of(client);
      return true;
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isIn(409, 412);
      return false;
    }
  }

  private static void expect(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
  }

  private void copy(String key, String ifMatch, String ifNoneMatch) {
    s3.copyObject(
        r ->
            r.sourceBucket("lake")
                .sourceKey("source")
                .destinationBucket("lake")
                .destinationKey(key)
                .ifMatch(ifMatch)
                .ifNoneMatch(ifNoneMatch));
  }

  private String begin(String key, String content) {
    String id = s3.createMultipartUpload(r -> r.bucket("lake").key(key)).uploadId();
    s3.uploadPart(
        r -> r.bucket("lake").key(key).uploadId(id).partNumber(1), RequestBody.fromString(content));
    return id;
  }

  private void complete(String key, String id, String ifMatch, String ifNoneMatch) {
    List<CompletedPart> parts = parts(key, id);
    s3.completeMultipartUpload(
        r ->
            r.bucket("lake")
                .key(key)
                .uploadId(id)
                .ifMatch(ifMatch)
                .ifNoneMatch(ifNoneMatch)
                .multipartUpload(m -> m.parts(parts)));
  }

  private List<CompletedPart> parts(String key, String id) {
    return s3.listParts(r -> r.bucket("lake").key(key).uploadId(id)).parts().stream()
        .map(
            part -> CompletedPart.builder().partNumber(part.partNumber()).eTag(part.eTag()).build())
        .toList();
  }
}
