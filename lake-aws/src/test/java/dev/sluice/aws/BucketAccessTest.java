package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class BucketAccessTest {
  private final List<String> errors = new ArrayList<>();
  private HttpServer server;
  private S3Client client;
  private volatile int status;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
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
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.stop(0);
  }

  @Test
  void takesABucketThatAnswers() {
    status = 200;

    assertThatCode(this::require).doesNotThrowAnyException();
    assertThat(errors).isEmpty();
  }

  @Test
  void namesThePermissionThatIsMissing() {
    status = 403;

    assertThatThrownBy(this::require).hasMessageContaining("allow s3:ListBucket");
    assertThat(errors).hasSize(1).first().asString().contains("'lake' may not be used");
  }

  @Test
  void namesTheVariableOfABucketThatIsNotThere() {
    status = 404;

    assertThatThrownBy(this::require).hasMessageContaining("set SLUICE_BUCKET");
    assertThat(errors).hasSize(1);
  }

  @Test
  void leavesAnUnavailableBucketToTheFirstRealCall() {
    status = 503;

    assertThatCode(this::require).doesNotThrowAnyException();
    server.stop(0);
    assertThatCode(this::require).doesNotThrowAnyException();
  }

  private void require() {
    new BucketAccess(client, "lake").require(errors::add);
  }
}
