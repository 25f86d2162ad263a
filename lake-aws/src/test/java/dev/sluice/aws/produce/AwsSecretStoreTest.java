package dev.sluice.aws.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The store on the services' wire protocol. */
class AwsSecretStoreTest {
  private final List<String> asked = new ArrayList<>();
  private String answer = "{}";
  private int status = 200;
  private HttpServer server;
  private AwsSecretStore store;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    store =
        new AwsSecretStore(
            () ->
                local(SecretsManagerClient.builder())
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .build(),
            () ->
                local(SsmClient.builder())
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .build());
  }

  private <B extends AwsClientBuilder<B, ?>> B local(B builder) {
    return builder
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    asked.add(target + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    byte[] body = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void readsASecretOnce() throws IOException {
    answer = "{\"Name\":\"sluice/weather\",\"SecretString\":\"abc\\n\"}";

    assertThat(store.value("sluice/weather").open()).isEqualTo("abc");
    assertThat(store.value("sluice/weather").open()).isEqualTo("abc");
    assertThat(asked)
        .containsExactly("secretsmanager.GetSecretValue {\"SecretId\":\"sluice/weather\"}");
  }

  @Test
  void readsOneThatWasRefusedAgain() throws IOException {
    answer = "{\"SecretString\":\"old\"}";
    store.value("sluice/weather");
    answer = "{\"SecretString\":\"new\"}";
    store.forget("sluice/weather");

    assertThat(store.value("sluice/weather").open()).isEqualTo("new");
  }

  @Test
  void readsAParameter() throws IOException {
    answer = "{\"Parameter\":{\"Name\":\"/far/key\",\"Value\":\"abc\"}}";

    assertThat(store.value("ssm:/far/key").open()).isEqualTo("abc");
    assertThat(asked).singleElement().asString().contains("/far/key").contains("WithDecryption");
  }

  @Test
  void saysHowToCreateOneThatIsMissing() {
    status = 400;
    answer = "{\"__type\":\"ResourceNotFoundException\",\"message\":\"not there\"}";

    assertThatThrownBy(() -> store.value("sluice/weather"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The secret 'sluice/weather' can't be read: ResourceNotFoundException, not there. On"
                + " AWS: aws secretsmanager create-secret --name sluice/weather --secret-string"
                + " ..., and deploy with the parameter SecretName=sluice/weather. Locally: write it"
                + " into the file secrets/sluice/weather of the lake's folder");
  }

  @Test
  void refusesAnEmptyOne() {
    answer = "{\"SecretString\":\" \"}";

    assertThatThrownBy(() -> store.value("sluice/weather")).hasMessageContaining("is empty");
  }

  @Test
  void anAnswerThatCannotBeReadDoesNotShowTheSecret() {
    for (String broken :
        List.of("{\"SecretString\":\"k-0123456789", "k-0123456789", "{k-0123456789}")) {
      answer = broken;

      assertThatThrownBy(() -> store.value("sluice/weather"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'sluice/weather'")
          .satisfies(
              e ->
                  assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                      .doesNotContain("0123456789"));
    }
  }
}
