package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.pipeline.source.HttpSource.Partial;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.ProducerReport;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages of items with names for ids, stored whole in raw. */
class PagesTest {
  private static final String ALL = "raw/API/2026/06/01/all.json";

  private final ApiFeed feed =
      new ApiFeed(
          ApiFeed.pages(
              new Pages("page", 1, 5, Optional.of("/total_pages")),
              List.of(
                  new Lookup(
                      "genres", "http://localhost/genres", "/genres", "/id", "/name", "/ids"))));

  private static HttpAnswer answer(HttpRequest request) {
    if (request.uri().getPath().equals("/genres")) {
      return ok(
          "{\"genres\": [{\"id\": 27, \"name\": \"Terror\"}, {\"id\": 9, \"name\": \"Drama\"}]}");
    }
    String page = request.uri().getQuery().replaceAll(".*page=(\\d+).*", "$1");
    return ok(
        "{\"results\": [{\"id\": %s1, \"ids\": [27, 9]}, {\"id\": %s2, \"ids\": [5]}],"
                .formatted(page, page)
            + " \"total_pages\": 3}");
  }

  @Test
  void itemsAreNotTakenBeforeTheirNames() throws IOException {
    feed.api.answers = PagesTest::answer;
    feed.api.next.add(status(503, "", Map.of("retry-after", "180")));

    assertThat(feed.run(NOON).ticks()).isZero();
    assertThat(feed.api.asked).hasSize(1);
    assertThat(feed.run(NOON.plusSeconds(240)).landed()).isEqualTo(6);
    assertThat(feed.store.text(ALL)).contains("Terror");
  }

  @Test
  void storesAllPagesAsOneArray() throws IOException {
    feed.api.answers = PagesTest::answer;

    assertThat(feed.run(NOON).landed()).isEqualTo(6);
    assertThat(feed.api.asked).hasSize(4);
    assertThat(feed.store.text(ALL))
        .isEqualTo(
            """
            [{"id":11,"ids":[27,9],"genres":["Terror","Drama"]},
            {"id":12,"ids":[5],"genres":[]},
            {"id":21,"ids":[27,9],"genres":["Terror","Drama"]},
            {"id":22,"ids":[5],"genres":[]},
            {"id":31,"ids":[27,9],"genres":["Terror","Drama"]},
            {"id":32,"ids":[5],"genres":[]}]
            """);
    assertThat(feed.stream.stored()).isEmpty();
    assertThat(feed.store.text("state/far/producer-api.json"))
        .contains("\"produced\":0")
        .contains("\"landed\":6");
  }

  @Test
  void goesOnWithThePageWhereTheTimeWasUp() throws IOException {
    feed.api.answers = PagesTest::answer;
    feed.api.perRequest = Duration.ofSeconds(10);

    assertThat(feed.run(NOON, Duration.ofSeconds(25)).ticks()).isZero();
    assertThat(feed.store.keys()).doesNotContain(ALL);
    assertThat(feed.run(NOON.plusSeconds(60), Duration.ofSeconds(25)).landed()).isEqualTo(6);
    assertThat(feed.api.asked).hasSize(4);
  }

  @Test
  void storesNothingThatLacksAPage() throws IOException {
    feed.api.answers =
        request -> request.uri().getQuery().contains("page=2") ? status(404) : answer(request);

    assertThat(feed.run(NOON).missed()).isEqualTo(1);
    assertThat(feed.store.keys()).doesNotContain(ALL);
    assertThat(feed.api.log).last().asString().contains("not whole");
  }

  @Test
  void asksForNothingWithoutTheNames() throws IOException {
    feed.api.answers =
        request -> request.uri().getPath().equals("/genres") ? status(404) : answer(request);

    feed.run(NOON);

    assertThat(feed.api.asked).hasSize(1);
    assertThat(feed.api.log).anyMatch(line -> line.contains("without the names of genres"));
  }

  @Test
  void endsAtAnEmptyPage() throws IOException {
    ApiFeed plain =
        new ApiFeed(ApiFeed.pages(new Pages("page", 0, 9, Optional.empty()), List.of()));
    plain.api.answers =
        request ->
            ok(
                request.uri().getQuery().contains("page=2")
                    ? "{\"results\": []}"
                    : "{\"results\": [{\"id\": 1}]}");

    assertThat(plain.run(NOON).landed()).isEqualTo(2);
    assertThat(plain.api.asked).hasSize(3);
  }

  /** As TMDB answers: it says that there are 1,000 pages, and gives 500. */
  private static HttpAnswer upTo3(HttpRequest request) {
    return request.uri().getQuery().contains("page=4")
        ? status(
            400,
            "{\"success\":false,\"status_code\":22,\"status_message\":\"Invalid page: Pages start"
                + " at 1 and max at 3. They are expected to be an integer.\"}",
            Map.of("content-type", "application/json"))
        : ok("{\"results\": [{\"id\": 1}], \"total_pages\": 1000}");
  }

  private static ApiFeed pages(Target target) {
    HttpSource plain =
        ApiFeed.pages(new Pages("page", 1, 1000, Optional.of("/total_pages")), List.of());
    ApiFeed feed =
        new ApiFeed(
            new HttpSource(
                plain.every(),
                plain.call(),
                plain.each(),
                plain.pages(),
                target instanceof Target.Raw
                    ? plain.items()
                    : new Items(
                        "/results",
                        Map.of("value", "/id"),
                        Map.of("id", "{page}", "time", "{tick}", "place", "{page}")),
                List.of(),
                target));
    feed.api.answers = PagesTest::upTo3;
    return feed;
  }

  @Test
  void pagesThatEndEarlySayWhyAndWhatToDo() throws IOException {
    ApiFeed feed = pages(new Target.Raw("raw/API/all.json"));

    assertThat(feed.run(NOON).missed()).isEqualTo(1);
    assertThat(feed.api.asked).hasSize(4);
    assertThat(feed.store.keys()).doesNotContain("raw/API/all.json");
    assertThat(feed.api.log)
        .first()
        .asString()
        .contains("page=4", "HTTP 400: \"Invalid page: Pages start at 1 and max at 3.")
        .contains("set pages: {to: 3}");
    assertThat(feed.api.log).last().asString().contains("3 items that came are discarded");
  }

  @Test
  void whatPagesThatEndEarlyBroughtIsKeptByChoice() throws IOException {
    ApiFeed feed = pages(new Target.Raw("raw/API/all.json", Partial.KEEP));

    assertThat(feed.run(NOON).landed()).isEqualTo(3);
    assertThat(feed.store.text("raw/API/all.json").lines()).hasSize(3);
  }

  @Test
  void recordsOfPagesThatEndEarlyAreSentUnlessTheyAreToBeDiscarded() throws IOException {
    assertThat(pages(new Target.Stream()).run(NOON).produced()).isEqualTo(3);
    assertThat(pages(new Target.Stream(Partial.DISCARD)).run(NOON).produced()).isZero();
  }

  @Test
  void anObjectThatLacksAPageThatIsNotJsonIsNotWhole() throws IOException {
    feed.api.answers =
        request -> request.uri().getQuery().contains("page=2") ? ok("<html>") : answer(request);

    ProducerReport report = feed.run(NOON);

    assertThat(report.landed()).isZero();
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(feed.store.keys()).doesNotContain(ALL);
    assertThat(feed.api.log).last().asString().contains("not whole");
  }

  @Test
  void numbersStayAsTheyAreWritten() throws IOException {
    ApiFeed plain =
        new ApiFeed(ApiFeed.pages(new Pages("page", 1, 1, Optional.empty()), List.of()));
    plain.api.answers =
        request ->
            ok("{\"results\": [{\"a\":1.10,\"b\":9007199254740993,\"c\":0.12345678901234567890}]}");

    plain.run(NOON);

    assertThat(plain.store.text(ALL))
        .isEqualTo("[{\"a\":1.10,\"b\":9007199254740993,\"c\":0.12345678901234567890}]\n");
  }
}
