package dev.sluice.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAnswersTest {
  @TempDir private Path folder;
  private Pipeline forecast;

  @BeforeEach
  void load() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("forecast.yaml"),
            """
            pipeline: forecast
            source:
              http:
                every: 30m
                url: "https://api.example.com/v1/forecast?latitude={at}"
                secret: {name: forecast-key, query: key, field: token}
                for: [{at: "52.5"}, {at: "48.1"}]
                assign: {id: "{at}-{tick}"}
            record:
              time: time
              key: id
              schema: {id: string, time: timestamp}
            """);
    forecast = new PipelineLoader().load(file, Map.of());
  }

  @Test
  void answersThatAreMissingAreToldBeforeAnythingIsPlayed() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(StandIns.problem(forecast, Optional.of(empty)))
        .contains("--answers " + empty + ": the folder has no files.");
    assertThat(StandIns.problem(forecast, Optional.of(folder.resolve("none"))))
        .contains("--answers " + folder.resolve("none") + ": the file or folder does not exist.");
    assertThat(StandIns.problem(forecast, Optional.empty())).isEmpty();
    Files.writeString(empty.resolve("1.json"), "1");
    assertThat(StandIns.problem(forecast, Optional.of(empty))).isEmpty();
  }

  @Test
  void aFileAnswersEachRequest() throws Exception {
    Path answer = Files.writeString(folder.resolve("one.json"), "{\"time\": 1}");

    try (StandIn recorded = start(answer)) {
      assertThat(get(recorded, "/v1/forecast?latitude=52.5")).isEqualTo("{\"time\": 1}");
      assertThat(get(recorded, "/v1/forecast?latitude=48.1")).isEqualTo("{\"time\": 1}");
    }
  }

  @Test
  void theFilesOfAFolderComeOneAfterTheOther() throws Exception {
    Path answers = Files.createDirectory(folder.resolve("answers"));
    Files.writeString(answers.resolve("1.json"), "1");
    Files.writeString(answers.resolve("2.json"), "2");

    try (StandIn recorded = start(answers)) {
      assertThat(get(recorded, "/feed")).isEqualTo("1");
      assertThat(get(recorded, "/feed")).isEqualTo("2");
      assertThat(get(recorded, "/feed")).isEqualTo("2");
      assertThat(get(recorded, "/other")).isEqualTo("1");
    }
  }

  @Test
  void aRequestGetsTheFilesOfItsNameWhateverItsKey() throws Exception {
    Path answers = Files.createDirectory(folder.resolve("answers"));
    Files.writeString(answers.resolve("forecast_latitude_52.5.json"), "berlin");
    Files.writeString(answers.resolve("forecast_latitude_48.1.1.json"), "munich");
    Files.writeString(answers.resolve("forecast_latitude_48.1.2.json"), "munich later");

    try (StandIn recorded = start(answers)) {
      assertThat(get(recorded, "/v1/forecast?latitude=48.1&key=abcdefgh")).isEqualTo("munich");
      assertThat(get(recorded, "/v1/forecast?key=abcdefgh&latitude=48.1"))
          .isEqualTo("munich later");
      assertThat(get(recorded, "/v1/forecast?latitude=52.5&key=abcdefgh")).isEqualTo("berlin");
    }
  }

  @Test
  void aRequestDoesNotGetTheFileOfALongerNumber() throws Exception {
    Path answers = Files.createDirectory(folder.resolve("answers"));
    Files.writeString(answers.resolve("forecast_latitude_52.5.json"), "52.5");
    Files.writeString(answers.resolve("forecast_latitude_52.json"), "52");

    try (StandIn recorded = start(answers)) {
      assertThat(get(recorded, "/v1/forecast?latitude=52")).isEqualTo("52");
      assertThat(get(recorded, "/v1/forecast?latitude=52.5")).isEqualTo("52.5");
    }
  }

  @Test
  void thePipelineFindsASecretOfTheFormThatItReads() throws Exception {
    Path answer = Files.writeString(folder.resolve("one.json"), "{}");

    try (StandIn recorded = start(answer)) {
      assertThat(recorded.secrets())
          .containsExactly(Map.entry("forecast-key", "{\"token\": \"recorded-answers\"}"));
    }
  }

  @Test
  void saysThatThereAreNone() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> start(empty)).hasMessageContaining("the folder has no files");
    assertThatThrownBy(() -> start(folder.resolve("nothing")))
        .hasMessageContaining("the file or folder does not exist");
  }

  @Test
  void namesTheServersThatAreReallyAsked() {
    assertThat(StandIns.realServers(forecast)).containsExactly("https://api.example.com");
  }

  private StandIn start(Path answers) throws IOException {
    return StandIns.start(folder, forecast, Optional.of(answers), false).orElseThrow();
  }

  private static String get(StandIn recorded, String target)
      throws IOException, InterruptedException {
    URI uri = recorded.server().orElseThrow().resolve(target);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
