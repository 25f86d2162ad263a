package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A feed of earthquakes. */
final class QuakeFeed {
  private static final Map<String, String> ASSIGN =
      Map.of("id", "{/id}-{/updated}", "time", "{tick}", "place", "{place}");

  private QuakeFeed() {}

  static ApiFeed feed(int places, boolean conditional, Optional<OnlyNew> onlyNew, Target target) {
    HttpSource stream = source(places, conditional, onlyNew);
    return new ApiFeed(
        new HttpSource(
            stream.every(),
            stream.call(),
            stream.each(),
            Optional.empty(),
            stream.items(),
            List.of(),
            target));
  }

  static HttpSource source(int places, boolean conditional, Optional<OnlyNew> onlyNew) {
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
    return new HttpSource(
        plain.every(), call, plain.each(), Optional.empty(), items, List.of(), new Target.Stream());
  }

  static Instant tick(int number) {
    return NOON.plus(Duration.ofMinutes(15L * number));
  }

  static HttpAnswer quakes(String... items) {
    return ok("{\"features\": [" + String.join(",", items) + "]}");
  }

  static String quake(String id, int updated) {
    return "{\"id\": \"%s\", \"updated\": %d, \"mag\": 4.5}".formatted(id, updated);
  }
}
