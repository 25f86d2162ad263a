package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one refused place costs, and how long a server may ask to wait. */
class PatienceTest {
  private static final Duration INVOCATION = Duration.ofSeconds(55);

  private final ApiFeed feed = new ApiFeed(ApiFeed.places(10, Quota.NONE));
  private final FakeApi api = feed.api;

  private static Instant noonPlus(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private static FakeApi.Answers at(Predicate<String> place, HttpAnswer answer) {
    return request -> place.test(place(request)) ? answer : ok("{\"value\": 1}");
  }

  private static String place(HttpRequest request) {
    return request.uri().getQuery().replaceAll("at=(p\\d+).*", "$1");
  }

  private static HttpAnswer later(int status, String seconds) {
    return status(status, "", Map.of("retry-after", seconds));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 304, 200})
  void aPlaceWithoutAnAnswerHasNoItemsAndIsAskedOnce(int status) throws IOException {
    api.answers = at(place -> !place.equals("p4") && place.compareTo("p8") < 0, status(status));

    assertThat(feed.run(NOON).missed()).isZero();
    assertThat(api.asked).hasSize(10);
    assertThat(feed.stream.stored()).isNotEmpty();
    assertThat(api.log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 410, 451})
  void onePlaceThatIsRefusedCostsThatPlace(int status) throws IOException {
    api.answers =
        at("p3"::equals, status(status, "{\"error\": \"not\\nin your plan\\u0007\"}", Map.of()));

    assertThat(feed.run(NOON).produced()).isEqualTo(9);
    assertThat(api.asked).hasSize(10);
    assertThat(api.log)
        .singleElement()
        .asString()
        .contains("place=p3", "HTTP " + status + ": \"not in your plan\\u0007\"")
        .doesNotContain("secret");
  }

  @Test
  void aPlaceThatIsForbiddenForAWhileCostsThatPlace() throws IOException {
    api.answers = at("p3"::equals, later(403, "3600"));

    assertThat(feed.run(NOON).produced()).isEqualTo(9);
    assertThat(api.asked).hasSize(10);

    // The server's wait is kept to, also in the next ticks.
    assertThat(feed.run(noonPlus(15)).produced()).isEqualTo(9);
    assertThat(api.asked).hasSize(19);
    assertThat(api.log).last().asString().contains("doesn't want to be asked for it before");
    assertThat(feed.run(noonPlus(60)).produced()).isEqualTo(9);
    assertThat(feed.run(noonPlus(75)).produced()).isEqualTo(9);
    assertThat(api.asked.stream().filter(url -> url.contains("at=p3&"))).hasSize(2);
  }

  @Test
  void aPlaceIsWaitedForOnceWhileTheOthersAreAsked() throws IOException {
    api.answers = at("p3"::equals, later(503, "180"));

    assertThat(feed.run(NOON).ticks()).isZero();
    assertThat(api.asked).hasSize(10);
    assertThat(feed.run(noonPlus(2)).ticks()).isZero();
    assertThat(api.asked).hasSize(10);
    assertThat(feed.run(noonPlus(4)).produced()).isEqualTo(9);
    assertThat(api.log).singleElement().asString().contains("place=p3", "HTTP 503");
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 300, 403, 404, 503})
  void waitsInTheInvocationIfThereIsTime(int status) throws IOException {
    api.next.add(later(status, "7"));

    assertThat(feed.run(NOON).produced()).isEqualTo(10);
    assertThat(api.askedAt.get(1)).isEqualTo(7_010);
  }

  private static ApiFeed everyMinute() {
    HttpSource plain = ApiFeed.places(10, Quota.NONE);
    return new ApiFeed(
        new HttpSource(
            Duration.ofMinutes(1),
            plain.call(),
            plain.each(),
            plain.pages(),
            plain.items(),
            plain.lookups(),
            plain.target()));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 503})
  void onePlaceThatIsToWaitDoesNotTakeTheTimeOfTheOthers(int status) throws IOException {
    ApiFeed minutes = everyMinute();
    minutes.api.answers = at("p1"::equals, later(status, "20"));

    assertThat(minutes.run(NOON, INVOCATION).produced()).isEqualTo(9);
    assertThat(minutes.api.askedAt.get(9)).isLessThan(1_000);
    assertThat(minutes.api.asked).hasSize(11);
    assertThat(minutes.api.asked.get(10)).contains("at=p1&");
    assertThat(minutes.api.askedAt.get(10)).isGreaterThan(20_000);

    // It has been waited for: it is asked once a tick until it answers.
    assertThat(minutes.run(noonPlus(1), INVOCATION).produced()).isEqualTo(9);
    assertThat(minutes.run(noonPlus(2), INVOCATION).produced()).isEqualTo(9);
    assertThat(minutes.api.asked).hasSize(31);
    minutes.api.answers = request -> ok("{\"value\": 1}");
    assertThat(minutes.run(noonPlus(3), INVOCATION).produced()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatIsToWaitIsAskedAtTheEndIfThereIsTime(int places) throws IOException {
    ApiFeed minutes = everyMinute();
    for (int i = 0; i < places; i++) {
      minutes.api.next.add(later(503, "20"));
    }

    assertThat(minutes.run(NOON, INVOCATION).produced()).isEqualTo(10);
    assertThat(minutes.api.asked).hasSize(10 + places);
  }

  @Test
  void whatIsToWaitIsAskedInTheNextInvocationIfThereIsNoTime() throws IOException {
    api.next.add(later(503, "20"));

    assertThat(feed.run(NOON, Duration.ofSeconds(30)).ticks()).isZero();
    assertThat(api.asked).hasSize(10);
    assertThat(feed.run(noonPlus(1)).produced()).isEqualTo(10);
    assertThat(api.asked).hasSize(11);
  }

  @Test
  void manyShortWaitsTakeAQuarterOfTheTimeBeforeAllAreAsked() throws IOException {
    api.answers = at(place -> place.matches("p[135]"), later(404, "10"));

    assertThat(feed.run(NOON).produced()).isEqualTo(7);
    assertThat(api.askedAt.get(10)).isLessThan(11_000);
    assertThat(api.asked.subList(0, 11)).anyMatch(url -> url.contains("at=p10&"));
  }

  @Test
  void twoInARowThatAreToWaitSpeakForTheHost() throws IOException {
    api.answers = request -> later(503, "120");

    assertThat(feed.run(NOON).ticks()).isZero();
    assertThat(api.asked).hasSize(2);
    api.answers = request -> ok("{\"value\": 1}");
    assertThat(feed.run(noonPlus(1)).ticks()).isZero();
    assertThat(feed.run(noonPlus(3)).produced()).isEqualTo(10);
  }

  @Test
  void aHostThatWantsALongRestHasItInTheNextTicksToo() throws IOException {
    api.answers = request -> later(429, "3000");

    assertThat(feed.run(NOON).missed()).isEqualTo(10);
    api.answers = request -> ok("{\"value\": 1}");
    assertThat(feed.run(noonPlus(15)).missed()).isEqualTo(10);
    assertThat(feed.run(noonPlus(30)).missed()).isEqualTo(10);
    assertThat(api.asked).hasSize(1);
    assertThat(api.log).last().asString().contains("localhost is not to be asked before");
    assertThat(feed.run(noonPlus(45)).ticks()).isZero();
    assertThat(feed.run(noonPlus(51)).produced()).isEqualTo(10);
  }

  @Test
  void aUsedUpLimitIsWaitedFor() throws IOException {
    api.next.add(
        status(
            403,
            "{\"message\": \"API rate limit exceeded\"}",
            Map.of(
                "date", "Mon, 01 Jun 2026 12:00:00 GMT",
                "x-ratelimit-remaining", "0",
                "x-ratelimit-reset", Long.toString(NOON.plusSeconds(20).getEpochSecond()))));

    assertThat(feed.run(NOON).produced()).isEqualTo(10);
    assertThat(api.askedAt.get(1)).isEqualTo(20_010);
  }

  @Test
  void aSecretThatIsForbiddenAtEachPlaceIsTold() throws IOException {
    ApiFeed few = new ApiFeed(ApiFeed.places(3, Quota.NONE));
    few.api.answers = request -> status(403, "{\"message\": \"expired\"}", Map.of());

    assertThat(few.run(NOON).missed()).isEqualTo(3);
    assertThat(few.api.log)
        .singleElement()
        .asString()
        .contains("HTTP 403: the secret 'far/key' is not accepted", "it says: \"expired\"");
  }

  @Test
  void placesThatAreAskedLaterAreAskedHoweverManyAreForbiddenBefore() throws IOException {
    ApiFeed many = new ApiFeed(ApiFeed.places(30, Quota.NONE));
    many.api.answers = at(place -> !place.equals("p30"), status(403));

    assertThat(many.run(NOON).produced()).isEqualTo(1);
    assertThat(many.api.asked).hasSize(30);
    assertThat(many.api.log)
        .singleElement()
        .asString()
        .contains("HTTP 403")
        .doesNotContain("secret");
  }
}
