package dev.sluice.localaws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.http.AwsServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

@Timeout(60)
class LambdaServiceTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private Path directory;
  private final Timeline timeline =
      new Timeline(LakeClock.stoppedAt(START), Timeline.Mode.FAST, 1, failure -> {});
  private Functions functions;
  private AwsServer server;
  private LambdaClient client;

  @BeforeEach
  void open() throws Exception {
    FunctionSpec spec =
        new FunctionSpec(
            "f",
            new FunctionSpec.Code(
                ScriptedFunction.pack(directory), "provided.al2023", "none", List.of()),
            Map.of(),
            new FunctionSpec.Limits(128, Duration.ofSeconds(20), OptionalInt.empty()));
    server = AwsServer.bind("127.0.0.1", 0);
    HostSettings settings =
        new HostSettings(
            directory, directory, directory, server.endpoint(), "local", HostSettings.Limits.USUAL);
    functions = new Functions(List.of(spec), settings, new MetricTotals());
    EventInvocations events =
        new EventInvocations(functions::invoke, settings, timeline, letter -> {});
    server.start(List.of(new LambdaService(functions, events)), exchange -> {});
    client = client(server.endpoint());
  }

  private static LambdaClient client(URI endpoint) {
    return LambdaClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    functions.close();
    timeline.close();
  }

  @Test
  void answersWithWhatTheFunctionAnswersAndItsLog() {
    InvokeResponse answer =
        client.invoke(
            b ->
                b.functionName("f")
                    .payload(SdkBytes.fromUtf8String("print hello"))
                    .logType(LogType.TAIL));

    assertThat(answer.payload().asUtf8String()).isEqualTo("printed");
    assertThat(answer.functionError()).isNull();
    assertThat(new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8))
        .contains("START RequestId");
  }

  @Test
  void saysThatTheFunctionFailed() {
    InvokeResponse answer =
        client.invoke(b -> b.functionName("f").payload(SdkBytes.fromUtf8String("fail no luck")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String()).contains("no luck");
  }

  @Test
  void takesAnEventForLater() throws Exception {
    InvokeResponse answer =
        client.invoke(
            b ->
                b.functionName("f")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("print later")));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(functions.pids("f")).isEmpty();

    timeline.drain(START.plusSeconds(60));
    functions.close();

    assertThat(Files.readString(directory.resolve("logs/f.log"))).contains("later");
  }

  @Test
  void listsAndShowsFunctions() {
    assertThat(client.listFunctions().functions())
        .extracting(FunctionConfiguration::functionName)
        .containsExactly("f");
    assertThat(client.getFunction(b -> b.functionName("f")).configuration().memorySize())
        .isEqualTo(128);
  }

  @Test
  void saysThatThereIsNoSuchFunction() {
    assertThatThrownBy(() -> client.invoke(b -> b.functionName("g")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("function:g");
  }
}
