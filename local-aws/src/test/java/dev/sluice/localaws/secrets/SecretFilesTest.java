package dev.sluice.localaws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.http.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
  @TempDir private Path directory;

  @Test
  void readsParametersAndSecretsFromFiles() throws Exception {
    Files.createDirectories(directory.resolve("weather"));
    Files.writeString(directory.resolve("weather/key"), "abc\n");
    JsonNode parameter = call("AmazonSSM.GetParameter", "{\"Name\": \"/weather/key\"}", 200);
    assertThat(parameter.at("/Parameter/Value").asText()).isEqualTo("abc");
    JsonNode secret = call("secretsmanager.GetSecretValue", "{\"SecretId\": \"weather/key\"}", 200);
    assertThat(secret.path("SecretString").asText()).isEqualTo("abc");
  }

  @Test
  void saysWhichFileIsMissingAndNeverLeavesItsFolder() throws Exception {
    JsonNode missing = call("AmazonSSM.GetParameter", "{\"Name\": \"none\"}", 400);
    assertThat(missing.path("__type").asText()).isEqualTo("ParameterNotFound");
    assertThat(missing.path("message").asText()).contains(directory.resolve("none").toString());
    call("AmazonSSM.GetParameter", "{\"Name\": \"../../../../../etc/passwd\"}", 400);
  }

  private JsonNode call(String target, String body, int status)
      throws IOException, InterruptedException {
    SecretFiles files = new SecretFiles(directory, Account.LOCAL);
    try (TestEndpoints endpoints =
        TestEndpoints.serving(files.parameterStore(), files.secretsManager())) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoints.endpoint() + "/"))
              .header("X-Amz-Target", target)
              .header("Content-Type", "application/x-amz-json-1.1")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<byte[]> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(status);
      return new ObjectMapper().readTree(response.body());
    }
  }
}
