package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.pipeline.source.HttpSource.Partial;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Feeds that repeat their items, and answers that have not changed. */
class OnlyNewTest {
  private static final Map<String, String> ASSIGN =
      Map.of("id", "{/id}-{/updated}", "time", "{tick}", "place", "{place}");

  private final ApiFeed feed = feed(10_000, new Target.Stream());

  private static ApiFeed feed(int remember, Target target) {
    OnlyNew onlyNew = new OnlyNew("/id", Optional.of("/updated"), remember);
    return feed(2, false, Optional.of(onlyNew), target);
  }

  private static ApiFeed feed(
      int places, boolean conditional, Optional<OnlyNew> onlyNew, Target target) {
    HttpSource plain = ApiFeed.places(places, Quota.NONE);
    Call call =
        new Call(
            plain.call().url(),
            plain.call().headers(),
            plain.call().secret(),
            plain.call().timeout(),
            Quota.NONE,
            conditional);
    Items items = new Items("/features", Map.of("value", "/mag"), ASSIGN, onlyNew);
    return new ApiFeed(
        new HttpSource(
            plain.every(), call, plain.each(), Optional.empty(), items, List.of(), target));
  }

  private static Instant tick(int number) {
    return NOON.plus(Duration.ofMinutes(15L * number));
  }

  private static HttpAnswer quakes(String... items) {
    return ok("{\"features\": [" + String.join(",", items) + "]}");
  }

  private static String quake(String id, int updated) {
    return "{\"id\": \"%s\", \"updated\": %d, \"mag\": 4.5}".formatted(id, updated);
  }

  private static HttpAnswer many(int from, int to) {
    return quakes(
        IntStream.range(from, to).mapToObj(i -> quake("q" + i, 1)).toArray(String[]::new));
  }

  private List<String> sent() {
    return feed.stream.stored().stream()
        .map(record -> record.replaceAll("\\{\"id\":\"([^\"]*)\".*", "$1"))
        .collect(Collectors.toList());
  }

  @Test
  void anItemThatRepeatsIsSentOnce() throws IOException {
    feed.api.answers = request -> quakes(quake("a", 1), quake("b", 1));
    feed.run(NOON);
    feed.api.answers = request -> quakes(quake("c", 1), quake("a", 1), quake("b", 1));

    assertThat(feed.run(tick(1)).produced()).isEqualTo(2);
    assertThat(feed.run(tick(2)).produced()).isZero();
    assertThat(sent()).containsExactly("a-1", "b-1", "a-1", "b-1", "c-1", "c-1");
  }

  @Test
  void anItemThatIsRevisedIsSentAgain() throws IOException {
    feed.api.answers = request -> quakes(quake("a", 1));
    feed.run(NOON);
    feed.api.answers = request -> quakes(quake("a", 2));
    feed.run(tick(1));
    feed.api.answers = request -> quakes(quake("a", 1));
    feed.run(tick(2));

    assertThat(sent()).containsExactly("a-1", "a-1", "a-2", "a-2", "a-1", "a-1");
  }

  @Test
  void aRepeatedInvocationSendsTheSameItems() throws IOException {
    feed.api.answers = request -> quakes(quake("a", 1));
    feed.store.failOnce("state/far/producer-api.json", 2);
    try {
      feed.run(NOON);
    } catch (IOException e) {
      assertThat(sent()).hasSize(2);
    }

    assertThat(feed.run(NOON).produced()).isEqualTo(2);
    assertThat(sent()).containsExactly("a-1", "a-1", "a-1", "a-1");
    assertThat(feed.run(tick(1)).produced()).isZero();
  }

  @Test
  void anItemThatIsNotARecordIsRejectedOnce() throws IOException {
    feed.api.answers =
        request -> quakes("{\"id\": \"a\", \"updated\": 1, \"mag\": \"?\"}", "{\"mag\": 1.5}");

    assertThat(feed.run(NOON).rejected()).isEqualTo(4);
    assertThat(feed.store.text("rejected/far/source/api/20260601T120000.000Z.json"))
        .contains("item without '/id', the id for onlyNew");
    assertThat(feed.run(tick(1)).rejected()).isZero();
  }

  @Test
  void itemsOfATickThatIsDiscardedAreNotSeen() throws IOException {
    ApiFeed discarding = feed(10_000, new Target.Stream(Partial.DISCARD));
    discarding.api.answers =
        request -> request.uri().getQuery().contains("p2") ? status(404) : quakes(quake("a", 1));

    assertThat(discarding.run(NOON).produced()).isZero();
    discarding.api.answers = request -> quakes(quake("a", 1));
    assertThat(discarding.run(tick(1)).produced()).isEqualTo(2);
  }

  @Test
  void remembersSoManyItemsAndSaysIfTheyAreTooFew() throws IOException {
    ApiFeed small = feed(100, new Target.Stream());
    small.api.answers = request -> many(0, 100);
    small.run(NOON);
    assertThat(small.api.log).isEmpty();

    small.api.answers = request -> many(50, 150);
    assertThat(small.run(tick(1)).produced()).isEqualTo(100);
    small.api.answers = request -> many(0, 150);
    assertThat(small.run(tick(2)).produced()).isEqualTo(100);
    assertThat(small.api.log)
        .singleElement()
        .asString()
        .contains("has 150 items, but onlyNew remembers 100", "set remember: 150");
  }

  @Test
  void whatItRemembersIsBounded() throws IOException {
    for (int i = 0; i < 5; i++) {
      int from = i * 5_000;
      feed.api.answers = request -> many(from, from + 5_000);
      feed.run(tick(i));
    }
    feed.api.answers = request -> ok("{\"features\": []}");
    feed.run(tick(5));

    assertThat(feed.store.text("state/far/round-api.json").length()).isLessThan(250_000);
  }

  private static HttpAnswer versioned(Map<String, String> headers) {
    return status(200, "{\"features\": [%s]}".formatted(quake("a", 1)), headers);
  }

  @Test
  void goesOnFromAStateThatHasNoMemory() throws IOException {
    feed.store.put(
        PutObject.of(
            "state/far/round-api.json",
            """
            {"tick":"2026-06-01T11:45:00Z","complete":true,"notBefore":"1970-01-01T00:00:00Z",
             "hour":"2026-06-01T11:00:00Z","inHour":2,"day":"2026-06-01T00:00:00Z","inDay":2,
             "open":[],"taken":[{"request":"place=p1","entries":[],"rejected":[],"names":{}}]}
            """
                .getBytes(UTF_8),
            "application/json"));
    feed.api.answers = request -> quakes(quake("a", 1));

    assertThat(feed.run(NOON).produced()).isEqualTo(2);
    assertThat(feed.run(tick(1)).produced()).isZero();
  }

  @Test
  void asksForWhatHasChangedAlone() throws IOException {
    ApiFeed changing = feed(2, true, Optional.empty(), new Target.Stream());
    String date = "Mon, 01 Jun 2026 11:00:00 GMT";
    changing.api.next.add(versioned(Map.of("etag", "W/\"a b\"", "last-modified", date)));
    changing.api.next.add(versioned(Map.of()));
    changing.run(NOON);
    changing.api.answers =
        request ->
            request.headers().containsKey("If-None-Match") ? status(304) : quakes(quake("b", 1));

    assertThat(changing.run(tick(1)).produced()).isEqualTo(1);
    assertThat(changing.api.headers.get(2))
        .containsEntry("If-None-Match", "W/\"a b\"")
        .containsEntry("If-Modified-Since", date);
    assertThat(changing.api.headers.get(3)).doesNotContainKey("If-None-Match");
    assertThat(changing.run(tick(2)).produced()).isEqualTo(1);
    assertThat(changing.api.headers.get(4)).containsEntry("If-None-Match", "W/\"a b\"");
  }

  @Test
  void anAnswerThatWasRejectedIsAskedForAgain() throws IOException {
    ApiFeed changing = feed(1, true, Optional.empty(), new Target.Stream());
    changing.api.answers = request -> status(200, "{\"features\": [{}]}", Map.of("etag", "\"a\""));

    changing.run(NOON);
    changing.run(tick(1));

    assertThat(changing.api.headers).noneMatch(sent -> sent.containsKey("If-None-Match"));
  }

  @Test
  void withoutTheOptionEachAnswerIsWhole() throws IOException {
    ApiFeed plain = feed(1, false, Optional.empty(), new Target.Stream());
    plain.api.answers = request -> status(200, "{\"features\": []}", Map.of("etag", "\"a\""));

    plain.run(NOON);
    plain.run(tick(1));

    assertThat(plain.api.headers).noneMatch(sent -> sent.containsKey("If-None-Match"));
  }
}
