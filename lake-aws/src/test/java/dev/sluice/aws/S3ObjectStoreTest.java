package dev.sluice.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** How S3's error answers come out; what S3 does right is in the store's contract suite. */
class S3ObjectStoreTest {
  private HttpServer server;
  private S3Client client;
  private ObjectStore store;
  private volatile int status;
  private volatile String code;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::refuse);
    server.start();
    client =
        S3Client.builder()
            .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
            .forcePathStyle(true)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    store = new S3ObjectStore(client, "lake");
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.stop(0);
  }

  private void refuse(HttpExchange exchange) throws IOException {
    byte[] body =
        ("<Error><Code>" + code + "</Code><Message>told so</Message></Error>").getBytes(UTF_8);
    exchange.getRequestBody().readAllBytes();
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void answer(int newStatus, String newCode) {
    status = newStatus;
    code = newCode;
  }

  private static PutObject object(Condition condition) {
    return PutObject.of("raw/a=1/b.json", new byte[] {1}, "application/json").when(condition);
  }

  @Test
  void missingObjectIsEmpty() throws IOException {
    answer(404, "NoSuchKey");
    assertThat(store.get("a")).isEmpty();
    assertThat(store.head("a")).isEmpty();
  }

  @Test
  void missingBucketIsNamed() {
    answer(404, "NoSuchBucket");
    assertThatThrownBy(() -> store.get("a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("GetObject of s3://lake/a failed: NoSuchBucket (HTTP 404")
        .hasMessageContaining("Create the bucket 'lake'");
    assertThatThrownBy(() -> store.put(object(new Condition.Matches("x"))))
        .hasMessageContaining("NoSuchBucket");
  }

  @Test
  void unmetConditionIsEmpty() throws IOException {
    answer(412, "PreconditionFailed");
    assertThat(store.put(object(new Condition.Absent()))).isEmpty();
    answer(409, "ConditionalRequestConflict");
    assertThat(store.put(object(new Condition.Absent()))).isEmpty();
    answer(404, "NoSuchKey");
    assertThat(store.put(object(new Condition.Matches("x")))).isEmpty();
  }

  @Test
  void conflictWithoutAConditionIsAFailure() {
    answer(409, "OperationAborted");
    assertThatThrownBy(() -> store.put(object(Condition.NONE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("OperationAborted")
        .hasMessageContaining("told so");
  }

  @Test
  void deniedPermissionIsNamed() {
    answer(403, "AccessDenied");
    assertThatThrownBy(() -> store.put(object(Condition.NONE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("PutObject of s3://lake/raw/a=1/b.json failed: AccessDenied")
        .hasMessageContaining("Allow s3:PutObject");
    assertThatThrownBy(() -> store.head("a")).hasMessageContaining("s3:GetObject");
    assertThatThrownBy(() -> store.delete("a")).hasMessageContaining("s3:DeleteObject");
  }

  @Test
  void deniedListingNamesThePrefix() {
    answer(403, "AccessDenied");
    assertThatThrownBy(() -> store.list("raw/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ListObjectsV2 of s3://lake/raw/")
        .hasMessageContaining("s3:ListBucket");
  }

  @Test
  void unreachableEndpointSaysWhatToCheck() {
    server.stop(0);
    assertThatThrownBy(() -> store.get("a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("AWS_ENDPOINT_URL");
  }
}
