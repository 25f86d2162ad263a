package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static dev.sluice.core.produce.http.QuakeFeed.quake;
import static dev.sluice.core.produce.http.QuakeFeed.quakes;
import static dev.sluice.core.produce.http.QuakeFeed.tick;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.pipeline.source.HttpSource.Partial;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Feeds that repeat their items. */
class OnlyNewTest {
  private final ApiFeed feed = feed(10_000, new Target.Stream());

  private static ApiFeed feed(int remember, Target target) {
    OnlyNew onlyNew = new OnlyNew("/id", Optional.of("/updated"), remember);
    return QuakeFeed.feed(2, false, Optional.of(onlyNew), target);
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

    assertThat(sent()).containsExactly("a-1", "a-1", "a-2", "a-2");
  }

  @Test
  void twoVersionsInOneAnswerAreEachSentOnce() throws IOException {
    feed.api.answers = request -> quakes(quake("a", 1), quake("a", 2), quake("a", 1));

    assertThat(feed.run(NOON).produced()).isEqualTo(4);
    assertThat(feed.run(tick(1)).produced()).isZero();
    assertThat(feed.run(tick(2)).produced()).isZero();
    assertThat(sent()).containsExactly("a-1", "a-2", "a-1", "a-2");
  }

  @Test
  void anItemOfTwoPlacesIsSentForEach() throws IOException {
    feed.api.answers =
        request -> request.uri().getQuery().contains("p2") ? quakes() : quakes(quake("a", 1));
    feed.run(NOON);
    feed.api.answers = request -> quakes(quake("a", 1));

    assertThat(feed.run(tick(1)).produced()).isEqualTo(1);
    assertThat(feed.stream.stored())
        .satisfiesExactly(
            record -> assertThat(record).contains("\"place\":\"p1\""),
            record -> assertThat(record).contains("\"place\":\"p2\""));
  }

  @Test
  void anItemThatMovesToTheNextPageIsSentOnceThoughAnInvocationIsBetween() throws IOException {
    HttpSource one =
        QuakeFeed.source(1, false, Optional.of(new OnlyNew("/id", Optional.empty(), 100)));
    Pages pages = new Pages("page", 1, 2, Optional.empty());
    ApiFeed paged =
        new ApiFeed(
            new HttpSource(
                one.every(),
                one.call(),
                one.each(),
                Optional.of(pages),
                one.items(),
                List.of(),
                one.target()));
    paged.api.next.add(quakes(quake("a", 1), quake("b", 1)));
    paged.api.next.add(status(503, "", Map.of("retry-after", "180")));
    paged.api.answers = request -> quakes(quake("b", 1), quake("c", 1));

    assertThat(paged.run(NOON).ticks()).isZero();
    assertThat(paged.run(NOON.plusSeconds(240)).produced()).isEqualTo(3);
    assertThat(paged.api.asked).hasSize(3);
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
    small.api.answers = request -> many(0, 50);
    small.run(NOON);
    assertThat(small.api.log).isEmpty();

    small.api.answers = request -> many(25, 75);
    assertThat(small.run(tick(1)).produced()).isEqualTo(50);
    small.api.answers = request -> many(0, 75);
    assertThat(small.run(tick(2)).produced()).isEqualTo(50);
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
}
