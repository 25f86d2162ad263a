package dev.sluice.localaws.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.s3.S3Endpoint;
import dev.sluice.localaws.store.DirectoryLake;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalog's requests as they are written, on a lake that takes one access key only. */
class IcebergServiceTest {
  private static final String KEY = "only-this-one";
  private static final String TABLE =
      "{\"name\":\"t\",\"schema\":{\"type\":\"struct\",\"fields\":"
          + "[{\"id\":1,\"name\":\"id\",\"type\":\"int\",\"required\":true}]}}";

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private AwsServer server;

  @BeforeEach
  void start() throws Exception {
    TableFixture lake = new TableFixture(directory);
    server = AwsServer.bind("127.0.0.1", 0, new Callers(Set.of(), Optional.of(KEY)));
    CatalogAccess access = new CatalogAccess(server.endpoint(), KEY);
    server.start(
        List.of(
            new IcebergService(
                lake.catalog, new DirectoryLake(lake.root), access, any -> Optional.of("lake"))),
        new S3Endpoint(lake.root, FaultPlan.NONE));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.endpoint() + "/_iceberg/v1/" + path));
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        request(path)
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode error(HttpResponse<String> answer) throws Exception {
    JsonNode error = json.readTree(answer.body()).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(answer.statusCode());
    return error;
  }

  @Test
  void theAnswersTellHowTheObjectsAreReached() throws Exception {
    JsonNode config = json.readTree(send("GET", "config", "").body());
    assertThat(config.at("/defaults/s3.endpoint").asText()).isEqualTo(server.endpoint().toString());
    assertThat(config.at("/defaults/s3.path-style-access").asText()).isEqualTo("true");
    assertThat(config.at("/endpoints").toString())
        .contains("POST /v1/{prefix}/namespaces/{namespace}/tables/{table}")
        .doesNotContain("views", "transactions");

    JsonNode created = json.readTree(send("POST", "namespaces/farm/tables", TABLE).body());
    assertThat(created.at("/config/s3.access-key-id").asText()).isEqualTo(KEY);
    assertThat(created.path("metadata-location").asText())
        .startsWith("s3://lake/tables/farm/t/metadata/00000-");
    JsonNode loaded = json.readTree(send("GET", "namespaces/farm/tables/t", "").body());
    assertThat(loaded).isEqualTo(created);
    assertThat(send("HEAD", "namespaces/farm/tables/t", "").statusCode()).isEqualTo(204);
    assertThat(send("HEAD", "namespaces/farm/tables/u", "").statusCode()).isEqualTo(404);
  }

  @Test
  void pythonsTrueAndFalseAreReadToo() throws Exception {
    send("POST", "namespaces/farm/tables", TABLE);
    String table = "namespaces/farm/tables/t";
    assertThat(send("DELETE", table + "?purgeRequested=False", "").statusCode()).isEqualTo(204);
    assertThat(directory.resolve("s3/lake/tables")).isDirectory();
    send("POST", "namespaces/farm/tables", TABLE);
    assertThat(send("DELETE", table + "?purgeRequested=True", "").statusCode()).isEqualTo(204);
  }

  @Test
  void aLockedLakeTakesItsKeyAsATokenAndNoOther() throws Exception {
    for (HttpRequest.Builder refused :
        List.of(request("config"), request("config").header("Authorization", "Bearer another"))) {
      HttpResponse<String> answer = http.send(refused.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(error(answer).path("type").asText()).isEqualTo("NotAuthorizedException");
    }
    String signed = Callers.authorization(KEY, "glue");
    assertThat(
            http.send(
                    request("config").header("Authorization", signed).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "POST | transactions/commit | {} | 406 | commit several tables at once",
        "POST | oauth/tokens | {} | 406 | the lake's access key as the catalog's token",
        "GET | namespaces/farm/views | | 406 | does not answer GET /v1/namespaces/farm/views",
        "GET | namespaces/farm/views/v | | 404 | View does not exist",
        "GET | namespaces/none | | 404 | Namespace does not exist: none",
        "GET | namespaces/farm%1Fwest | | 404 | Namespace does not exist: farm.west",
        "GET | namespaces/farm/tables/none | | 404 | Table does not exist: farm.none",
        "POST | namespaces | {\"namespace\":[\"a\",\"b\"]} | 400 | no levels below it",
        "POST | namespaces/farm/tables | {\"name\":\"t\" | 400 | not a valid CreateTableRequest",
        "POST | namespaces/farm/tables | {} | 400 | not a valid CreateTableRequest",
        "POST | namespaces/farm/tables | null | 400 | not a CreateTableRequest",
        "GET | namespaces/farm/tables/t?snapshots=some | | 400 | 'all' or 'refs'",
        "GET | config?warehouse=other | | 400 | no warehouse 'other'",
        "DELETE | namespaces/farm/tables/t?purgeRequested=yes | | 400 | 'true' or 'false'",
      })
  void whatIsNotThereOrWrongIsRefusedByName(
      String method, String path, String body, int status, String words) throws Exception {
    HttpResponse<String> answer = send(method, path, body == null ? "" : body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(error(answer).path("message").asText()).contains(words);
  }
}
