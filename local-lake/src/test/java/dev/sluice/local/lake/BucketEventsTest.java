package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.s3.S3Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What EventBridge hears of a bucket, over the wire. */
class BucketEventsTest {
  @TempDir private Path directory;
  private final List<ObjectNode> heard = new CopyOnWriteArrayList<>();
  private AwsServer server;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-06-01T08:30:00Z"), ZoneOffset.UTC);
    EventBus bus = new EventBus(Account.LOCAL, clock);
    bus.putRule("all", "{\"source\": [\"aws.s3\"]}", true);
    bus.putTarget("all", "test", "arn:test", heard::add);
    BucketEvents events = new BucketEvents(bus);
    events.publishOf("lake");
    S3Endpoint endpoint = new S3Endpoint(directory, FaultPlan.NONE);
    endpoint.onCreated(events::created);
    endpoint.createBucket("lake");
    endpoint.createBucket("quiet");
    server = AwsServer.bind("127.0.0.1", 0);
    server.start(List.of(), endpoint);
    s3 = TestEndpoints.client(S3Client.builder().forcePathStyle(true), server.endpoint());
  }

  @AfterEach
  void stop() {
    s3.close();
    server.close();
  }

  private String put(String bucket, String key) {
    return s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("hello")).eTag();
  }

  @Test
  void tellsOfAnObjectAsS3Does() {
    String etag = put("lake", "landing/movies/a b+ü.csv");

    assertThat(heard).hasSize(1);
    ObjectNode event = heard.get(0);
    assertThat(event.path("detail-type").asText()).isEqualTo("Object Created");
    assertThat(event.path("time").asText()).isEqualTo("2026-06-01T08:30:00Z");
    assertThat(event.path("resources").get(0).asText()).isEqualTo("arn:aws:s3:::lake");
    assertThat(event.at("/detail/bucket/name").asText()).isEqualTo("lake");
    assertThat(event.at("/detail/object/key").asText()).isEqualTo("landing/movies/a b+ü.csv");
    assertThat(event.at("/detail/object/size").asLong()).isEqualTo(5);
    assertThat(event.at("/detail/object/etag").asText()).isEqualTo(etag.replace("\"", ""));
    assertThat(event.at("/detail/reason").asText()).isEqualTo("PutObject");
  }

  @Test
  void tellsOfCopiesAndOfUploadsInParts() {
    put("lake", "a");
    s3.copyObject(
        r -> r.sourceBucket("lake").sourceKey("a").destinationBucket("lake").destinationKey("b"));
    String id = s3.createMultipartUpload(r -> r.bucket("lake").key("c")).uploadId();
    String part =
        s3.uploadPart(
                r -> r.bucket("lake").key("c").uploadId(id).partNumber(1),
                RequestBody.fromString("x"))
            .eTag();
    s3.completeMultipartUpload(
        r ->
            r.bucket("lake")
                .key("c")
                .uploadId(id)
                .multipartUpload(
                    m -> m.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));

    assertThat(heard)
        .extracting(
            event -> event.at("/detail/object/key").asText() + event.at("/detail/reason").asText())
        .containsExactly("aPutObject", "bCopyObject", "cCompleteMultipartUpload");
  }

  @Test
  void saysNothingOfReadsRefusedPutsDeletionsAndOtherBuckets() {
    put("quiet", "a");
    put("lake", "a");
    heard.clear();

    s3.getObjectAsBytes(r -> r.bucket("lake").key("a"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("lake").key("a").ifNoneMatch("*"), RequestBody.fromString("1")))
        .isInstanceOf(S3Exception.class);
    s3.deleteObject(r -> r.bucket("lake").key("a"));

    assertThat(heard).isEmpty();
  }
}
