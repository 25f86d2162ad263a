package dev.sluice.localaws;

import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.s3.S3Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** The port with some services, and clients for it that do not retry. */
public final class TestEndpoints implements AutoCloseable {
  private final AwsServer server;

  private TestEndpoints(AwsServer server) {
    this.server = server;
  }

  public static TestEndpoints serving(AwsService... services) throws IOException {
    AwsServer server = AwsServer.bind("127.0.0.1", 0);
    server.start(List.of(services), exchange -> exchange.answer(404));
    return new TestEndpoints(server);
  }

  public static TestEndpoints servingS3(Path directory, FaultPlan faults) throws IOException {
    AwsServer server = AwsServer.bind("127.0.0.1", 0);
    S3Endpoint s3 = new S3Endpoint(directory, faults);
    s3.createBucket("lake");
    server.start(List.of(), s3);
    return new TestEndpoints(server);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, endpoint());
  }

  /** A client of any endpoint. */
  public static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    server.close();
  }
}
