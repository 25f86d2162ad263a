package dev.sluice.localaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.s3.S3Endpoint;
import dev.sluice.localaws.s3.S3Upload;
import dev.sluice.localaws.sts.StsService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that takes one access key only. */
class LockedLakeTest {
  private static final String KEY = "only-this-one";

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private AwsServer server;

  @BeforeEach
  void start() throws IOException {
    S3Endpoint s3 = new S3Endpoint(directory.resolve("s3"), FaultPlan.NONE);
    s3.createBucket("lake");
    server = AwsServer.bind("127.0.0.1", 0, new Callers(Set.of(), Optional.of(KEY)));
    server.start(
        List.of(
            new JsonService("echo", "Echo_2026").on("Say", input -> input),
            StsService.of(Account.LOCAL)),
        s3);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.endpoint() + path));
  }

  private HttpRequest.Builder say() {
    return request("/")
        .header("X-Amz-Target", "Echo_2026.Say")
        .header("Content-Type", "application/x-amz-json-1.1")
        .POST(BodyPublishers.ofString("{}"));
  }

  @Test
  void takesItsKeyForEveryService() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "content");
    new S3Upload(server.endpoint(), Callers.authorization(KEY, "s3")).put(file, "lake", "a");
    assertThat(directory.resolve("s3/lake/a")).hasContent("content");
    assertThat(send(say().header("Authorization", Callers.authorization(KEY, "echo"))).statusCode())
        .isEqualTo(200);
    assertThat(
            send(request("/lake/a?X-Amz-Credential=" + KEY + "/20260101/local/s3/aws4_request"))
                .body())
        .isEqualTo("content");
  }

  @Test
  void refusesOtherKeysAndNoneInTheWordsOfS3() throws Exception {
    HttpResponse<String> other =
        send(
            request("/lake/a")
                .header("Authorization", Callers.authorization("local", "s3"))
                .PUT(BodyPublishers.ofString("content")));
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("<Code>InvalidAccessKeyId</Code>");
    HttpResponse<String> presigned =
        send(request("/lake?X-Amz-Credential=local/20260101/local/s3/aws4_request"));
    assertThat(presigned.body()).contains("<Code>InvalidAccessKeyId</Code>");
    HttpResponse<String> unsigned = send(request("/lake/a").DELETE());
    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(unsigned.body()).contains("<Code>AccessDenied</Code>");
    assertThat(directory.resolve("s3/lake")).isEmptyDirectory();
  }

  @Test
  void refusesOtherKeysAndNoneInTheWordsOfJsonServices() throws Exception {
    HttpResponse<String> other =
        send(say().header("Authorization", Callers.authorization("local", "echo")));
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("UnrecognizedClientException");
    assertThat(send(say()).body()).contains("MissingAuthenticationTokenException");
  }

  @Test
  void refusesOtherKeysInTheWordsOfTheQueryProtocol() throws Exception {
    HttpResponse<String> other =
        send(
            request("/")
                .header("Authorization", Callers.authorization("local", "sts"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("Action=GetCallerIdentity")));
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("<Code>InvalidClientTokenId</Code>");
  }

  @Test
  void saysThatAnUploadWithTheWrongKeyWasNotStored() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "content");
    S3Upload upload = new S3Upload(server.endpoint(), Callers.authorization("local", "s3"));
    assertThatThrownBy(() -> upload.put(file, "lake", "a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("InvalidAccessKeyId");
  }
}
