package dev.sluice.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.Eventually;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.store.Etags;
import dev.sluice.localaws.store.ObjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object is there whole or not at all. */
@Timeout(60)
class WholeObjectsTest extends S3OverTheWire {
  private static final String HALF = "0123456789".repeat(50);

  @Test
  void showsAnObjectWhenItsPutHasEnded() throws IOException {
    try (HalfPut put = new HalfPut(endpoints.endpoint(), "/lake/raw/x.json.gz", HALF)) {
      awaitDrafts(1);
      assertThat(listed()).isEmpty();
      assertThat(directory.resolve("lake")).isEmptyDirectory();
      assertThatThrownBy(() -> get("raw/x.json.gz")).isInstanceOf(NoSuchKeyException.class);

      assertThat(put.finish(HALF)).isEqualTo("HTTP/1.1 200");
    }
    assertThat(get("raw/x.json.gz").asUtf8String()).isEqualTo(HALF + HALF);
    assertThat(listed().get(0).eTag()).isEqualTo(md5(HALF + HALF));
    awaitDrafts(0);
  }

  @Test
  void storesNothingOfAPutThatBreaksOff() throws IOException {
    put("kept", "old");
    try (HalfPut put = new HalfPut(endpoints.endpoint(), "/lake/kept", HALF)) {
      awaitDrafts(1);
    }
    awaitDrafts(0);
    assertThat(get("kept").asUtf8String()).isEqualTo("old");
    assertThat(listed()).hasSize(1);
  }

  @Test
  void deletesWhatAKilledLakeLeftHalfWritten() throws IOException {
    Files.writeString(directory.resolve(ObjectFiles.DRAFTS).resolve("half"), HALF);
    endpoints.close();

    endpoints = TestEndpoints.servingS3(directory, FaultPlan.NONE);

    awaitDrafts(0);
  }

  @Test
  void clientThatStandsStillBlocksNoOther() throws IOException {
    try (HalfPut put = new HalfPut(endpoints.endpoint(), "/lake/k", HALF)) {
      awaitDrafts(1);
      put("k", "other");
      assertThat(get("k").asUtf8String()).isEqualTo("other");
      s3.deleteObject(r -> r.bucket("lake").key("k"));
      assertThat(listed()).isEmpty();
    }
  }

  @Test
  void answersWithHeadersAndContentOfOneVersion() {
    AtomicBoolean done = new AtomicBoolean();
    put("k", "0");
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; !done.get(); i++) {
                String content = "x".repeat(i % 7) + i;
                s3.putObject(
                    r -> r.bucket("lake").key("k").metadata(Map.of("content", content)),
                    RequestBody.fromString(content));
              }
            });
    try {
      for (int i = 0; i < 400; i++) {
        ResponseBytes<GetObjectResponse> read = get("k");
        assertThat(read.response().eTag()).isEqualTo(md5(read.asUtf8String()));
        if (!read.asUtf8String().equals("0")) {
          assertThat(read.response().metadata()).containsEntry("content", read.asUtf8String());
        }
        S3Object entry = listed().get(0);
        assertThat(entry.size()).isPositive();
        assertThat(entry.eTag()).hasSize(34);
      }
    } finally {
      done.set(true);
      writing.join();
    }
  }

  @Test
  void givesFilesPutIntoTheFolderByHandAnEtag() throws IOException {
    Path file = Files.createDirectories(directory.resolve("lake/landing")).resolve("a.csv");
    Files.writeString(file, "a,b\n");

    assertThat(listed()).extracting(S3Object::eTag).containsExactly(md5("a,b\n"));
    assertThat(get("landing/a.csv").response().eTag()).isEqualTo(md5("a,b\n"));

    Files.writeString(file, "a,b\n1,2\n");
    assertThat(listed()).extracting(S3Object::eTag).containsExactly(md5("a,b\n1,2\n"));
    assertThat(s3.headObject(r -> r.bucket("lake").key("landing/a.csv")).eTag())
        .isEqualTo(md5("a,b\n1,2\n"));
  }

  @Test
  void readsFilesThatAreLinksToElsewhere(@TempDir Path elsewhere) throws IOException {
    Path target = Files.writeString(elsewhere.resolve("data.csv"), "1\n");
    Files.createSymbolicLink(directory.resolve("lake/link.csv"), target);

    assertThat(get("link.csv").asUtf8String()).isEqualTo("1\n");
    assertThat(listed()).extracting(S3Object::eTag).containsExactly(md5("1\n"));
  }

  @Test
  void listsBucketsOnly() {
    put("k", "x");
    assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly("lake");
  }

  @Test
  void refusesKeysThatWouldBecomeOthers() {
    put("x/y", "kept");
    List<String> keys = List.of("x//y", "/lead", "a/./b", "x/z/../y", "n".repeat(256));
    for (String key : keys) {
      assertThatThrownBy(() -> put(key, "other"))
          .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(501))
          .hasMessageContaining(key);
      assertThatThrownBy(() -> get(key)).isInstanceOf(NoSuchKeyException.class);
      s3.deleteObject(r -> r.bucket("lake").key(key));
    }
    assertThat(get("x/y").asUtf8String()).isEqualTo("kept");
    assertThat(s3.listObjectsV2(r -> r.bucket("lake").prefix("x//")).contents()).isEmpty();
  }

  @Test
  void keepsEmptyFoldersButNoContentInThem() {
    put("folder/", "");
    put("folder/a", "x");
    assertThat(get("folder/").asUtf8String()).isEmpty();
    assertThat(listed()).extracting(S3Object::key).containsExactly("folder/", "folder/a");
    assertThatThrownBy(() -> put("other/", "content")).hasMessageContaining("'other/'");
  }

  private void awaitDrafts(int count) {
    Eventually.await(count + " drafts", () -> drafts() == count);
  }

  private long drafts() throws IOException {
    try (Stream<Path> drafts = Files.list(directory.resolve(ObjectFiles.DRAFTS))) {
      return drafts.count();
    }
  }

  private List<S3Object> listed() {
    return s3.listObjectsV2(r -> r.bucket("lake")).contents();
  }

  private ResponseBytes<GetObjectResponse> get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("lake").key(key));
  }

  private static String md5(String content) {
    return '"' + HexFormat.of().formatHex(Etags.md5().digest(content.getBytes(UTF_8))) + '"';
  }
}
