package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.pipeline.source.HttpSource.Partial;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProblemsTest {
  private static final String SOURCE =
      """
      source:
        http:
          every: 15m
          url: "${API:https://api.example.com}/now?at={at}"
          headers: {Accept: application/json}
          secret: {name: far/key, query: apikey}
          for:
            - {place: porto, at: "41.15,-8.61"}
            - {place: oslo, at: "59.91,10.75"}
          fields: {precipitation: /v/rain, temp_max: /v/t, temp_min: /v/t, wind: /v/w, weather: /v/c}
          assign: {id: "{place}-{tick}", station: "{place}", date: "{yyyy}-{MM}-{dd}"}
          quota: {second: 3, hour: 25, day: 500}
      """;

  @TempDir Path folder;

  private PipelineFile seattle(String source) {
    PipelineFile file = PipelineFile.copy("seattle", folder);
    String text = file.text();
    int from = text.indexOf("\nsource:") + 1;
    return file.with(text.substring(0, from) + source + text.substring(text.indexOf("\nrecord:")));
  }

  private List<String> problems(String old, String replacement) {
    assertThat(SOURCE).contains(old);
    return seattle(SOURCE.replace(old, replacement)).problems();
  }

  @Test
  void readsIt() {
    HttpSource source = (HttpSource) seattle(SOURCE).load().tickedSources().get("source");

    assertThat(source.every()).isEqualTo(Duration.ofMinutes(15));
    assertThat(source.call().url()).isEqualTo("https://api.example.com/now?at={at}");
    assertThat(source.call().secret())
        .contains(
            new Secret("far/key", Optional.empty(), Secret.Place.QUERY, "apikey", "{secret}"));
    assertThat(source.each()).contains(Map.of("place", "oslo", "at", "59.91,10.75"));
    assertThat(source.call().quota())
        .isEqualTo(new Quota(Optional.of(3), Optional.of(25), Optional.of(500)));
    assertThat(source.requestsPerTick()).isEqualTo(2);
    assertThat(source.needsStream()).isTrue();
  }

  @Test
  void readsWhichFieldOfASecretIsMeant() {
    HttpSource source =
        (HttpSource)
            seattle(SOURCE.replace("name: far/key,", "name: far/key, field: api_key,"))
                .load()
                .tickedSources()
                .get("source");

    assertThat(source.call().secret().orElseThrow().member()).contains("api_key");
  }

  @Test
  void rejectsMoreRequestsThanTheQuota() {
    assertThat(problems("hour: 25, day: 500", "hour: 7, day: 190"))
        .containsExactly(
            "source.http.quota: 2 requests a tick, 4 ticks an hour make 8 requests an hour, but the"
                + " quota is 7; every 20m or slower, or 1 requests a tick at most",
            "source.http.quota: 2 requests a tick, 96 ticks a day make 192 requests a day, but the"
                + " quota is 190; every 16m or slower, or 1 requests a tick at most");
  }

  @Test
  void rejectsASecretOverPlainHttp() {
    assertThat(problems("https://api", "http://api"))
        .containsExactly(
            "source.http.url: would send the secret over http, which anybody on the way can read;"
                + " use https");
    assertThat(problems("https://api.example.com", "http://127.0.0.1:4570")).isEmpty();
    assertThat(problems("https://api.example.com", "http://127.0.0.1.evil.com")).hasSize(1);
  }

  @Test
  void rejectsVariablesThatAreNotThere() {
    assertThat(problems("?at={at}", "?at={att}"))
        .containsExactly(
            "source.http.url: no variable is named 'att'; known: H, HH, M, MM, at, d, dd, place,"
                + " tick, yyyy; did you mean 'at'?");
  }

  @Test
  void rejectsPlacesThatDiffer() {
    assertThat(problems("{place: oslo, at:", "{place: oslo, on:"))
        .singleElement()
        .asString()
        .endsWith("needs the same names as the first: place, at");
  }

  @Test
  void rejectsFieldsThatTheRecordDoesNotHave() {
    assertThat(problems("wind: /v/w", "winds: /v/w"))
        .contains(
            "source.http.url: the source gives no field 'wind', which record.schema requires;"
                + " given: date, id, precipitation, station, temp_max, temp_min, weather, winds");
  }

  @Test
  void rejectsWhatIsNoPointer() {
    assertThat(problems("/v/w,", "v.w,"))
        .containsExactly(
            "source.http.fields.wind: 'v.w' is not a JSON pointer like /values/temperature");
  }

  @Test
  void rejectsASecretWithoutAPlace() {
    assertThat(problems(", query: apikey", ""))
        .containsExactly(
            "source.http.secret: needs exactly one of query, header: where the secret goes");
  }

  @Test
  void readsWhatIsLeftOutAndWhatBecomesOfAPart() {
    String more =
        "conditional: true\n"
            + "    partial: discard\n"
            + "    onlyNew: {id: /id, version: /updated}\n"
            + "    quota:";
    HttpSource source =
        (HttpSource) seattle(SOURCE.replace("quota:", more)).load().tickedSources().get("source");

    assertThat(source.call().conditional()).isTrue();
    assertThat(source.target()).isEqualTo(new Target.Stream(Partial.DISCARD));
    assertThat(source.items().onlyNew())
        .contains(new OnlyNew("/id", Optional.of("/updated"), 10_000));
  }

  @Test
  void rejectsToLeaveOutWhatAnObjectInRawHolds() {
    assertThat(
            problems(
                "quota:",
                "conditional: true\n"
                    + "    onlyNew: {id: /id}\n"
                    + "    to: {raw: \"raw/a.json\"}\n"
                    + "    quota:"))
        .contains(
            "source.http.conditional: is for records of the stream; an object in raw holds all"
                + " items of its tick",
            "source.http.onlyNew: is for records of the stream; an object in raw holds all items of"
                + " its tick, and a table with dedupe takes each id once");
    assertThat(
            problems(
                "quota:", "conditional: true\n    pages: {parameter: page, to: 3}\n    quota:"))
        .containsExactly(
            "source.http.conditional: does not go with pages: one that has not changed says nothing"
                + " of the others");
  }

  @Test
  void rejectsAPartThatIsNeitherKeptNorDiscarded() {
    assertThat(problems("quota:", "partial: drop\n    quota:"))
        .containsExactly("source.http.partial: is keep or discard, not 'drop'");
    assertThat(problems("quota:", "onlyNew: {id: /id, remember: 0}\n    quota:"))
        .singleElement()
        .asString()
        .startsWith("source.http.onlyNew.remember: ");
  }

  @Test
  void rejectsAKeyOutsideOfRaw() {
    assertThat(problems("quota:", "to: {raw: \"trusted/{yyyy}.json\"}\n    quota:"))
        .contains(
            "source.http.to.raw: 'trusted/{yyyy}.json' is not the key of an object under raw/");
  }
}
