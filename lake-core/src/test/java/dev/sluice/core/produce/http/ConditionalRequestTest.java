package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.status;
import static dev.sluice.core.produce.http.QuakeFeed.feed;
import static dev.sluice.core.produce.http.QuakeFeed.quake;
import static dev.sluice.core.produce.http.QuakeFeed.quakes;
import static dev.sluice.core.produce.http.QuakeFeed.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers that have not changed. */
class ConditionalRequestTest {
  private static HttpAnswer versioned(Map<String, String> headers) {
    return status(200, "{\"features\": [%s]}".formatted(quake("a", 1)), headers);
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
