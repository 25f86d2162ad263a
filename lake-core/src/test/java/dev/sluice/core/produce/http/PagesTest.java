package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
}
