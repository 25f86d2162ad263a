package dev.sluice.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.Source;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.replay.Replay;
import dev.sluice.core.produce.simulate.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Raw objects for the pipelines of this repository: simulated, replayed, or their samples. */
final class SampleRaw {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Instant START = Instant.parse("2026-06-01T11:55:00Z");
  private static final int TICKS = 60;
  private static final List<String> PLACES = List.of("berlin", "dublin", "madrid", "oporto");

  private final Pipeline pipeline;
  private final InMemoryObjectStore store;

  SampleRaw(Pipeline pipeline, InMemoryObjectStore store) {
    this.pipeline = pipeline;
    this.store = store;
  }

  void put() throws IOException {
    if (pipeline.stream().isPresent()) {
      put(key(pipeline.raw()) + "all.json", records());
    } else {
      films();
    }
  }

  private void put(String key, byte[] content) throws IOException {
    store.put(PutObject.of(key, content, "text/plain"));
  }

  /** Below the partition of the first hour of June: for SQL it is all the same. */
  private static String key(RawLayout layout) {
    String values =
        layout.partition().stream()
            .map(
                field ->
                    layout.style().name(field)
                        + field.text(
                            field == PartitionField.YEAR
                                ? 2026
                                : field == PartitionField.MONTH ? 6 : 1))
            .collect(Collectors.joining("/"));
    return layout.prefix() + "/" + values + "/";
  }

  private byte[] records() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Feed feed : pipeline.feeds()) {
      all.writeBytes(records(feed.source()));
    }
    return all.toByteArray();
  }

  private byte[] records(Source source) throws IOException {
    if (source instanceof SimulatorSource simulator) {
      return ticked(new Simulator(simulator, pipeline.record()));
    } else if (source instanceof ReplaySource replay) {
      return ticked(new Replay(replay, pipeline.record()));
    }
    return weather().getBytes(UTF_8);
  }

  private static byte[] ticked(TickSource source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int tick = 0; tick < TICKS; tick++) {
      for (var entry : source.output(new Tick(tick, START.plusSeconds(10L * tick))).entries()) {
        bytes.write(entry.data());
        bytes.write('\n');
      }
    }
    source.close();
    return bytes.toByteArray();
  }

  /** Three days of half hours, with gaps and sensors that are silent. */
  private static String weather() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 144 * PLACES.size(); i++) {
      String place = PLACES.get(i % PLACES.size());
      int step = i / PLACES.size();
      if (i % 17 != 3) {
        text.append(
            String.format(
                Locale.ROOT,
                "{\"id\":\"%s-%d\",\"place\":\"%s\",\"time\":\"%s\",\"temperature\":%.1f,"
                    + "\"windSpeed\":%s,\"windGust\":%.2f,\"rainIntensity\":%.2f}%n",
                place,
                step,
                place,
                START.plusSeconds(1800L * step),
                15 + (i * 37 % 200) / 10.0,
                i % 13 == 5 ? "null" : "" + (i * 7 % 120) / 10.0,
                (i * 11 % 250) / 10.0,
                i % 5 == 0 ? (i * 3 % 40) / 100.0 : 0.0));
      }
    }
    return text.toString();
  }

  /** As local-lake's golden.py has them: two days of TMDB, the files once. */
  private void films() throws IOException {
    for (String kind : List.of("movies", "series")) {
      String folder = kind.equals("movies") ? "Movies" : "Series";
      put(
          "raw/Local/CSV/" + folder + "/2026/6/1/" + kind + ".csv",
          Files.readAllBytes(
              ROOT.resolve("pipelines/movies/landing").resolve(kind).resolve(kind + ".csv")));
    }
    for (LocalDate day = LocalDate.of(2026, 6, 1); day.getDayOfMonth() < 3; day = day.plusDays(1)) {
      put("raw/TMDB/JSON/" + day.toString().replace('-', '/') + "/films.json", tmdb(day));
    }
  }

  private static byte[] tmdb(LocalDate day) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode known =
        json.readTree(
            ROOT.resolve("local-lake/src/main/resources/dev/sluice/local/standin/tmdb.json")
                .toFile());
    ArrayNode films = json.createArrayNode();
    for (int at = 0; at < known.path("films").size(); at++) {
      if ((at + day.toEpochDay()) % 11 != 0) {
        films.add(film(known, known.path("films").get(at), day.toEpochDay() % 7));
      }
    }
    return json.writeValueAsBytes(films);
  }

  private static ObjectNode film(JsonNode known, JsonNode given, long step) {
    ObjectNode film = given.deepCopy();
    BigDecimal more = new BigDecimal("0.5").multiply(BigDecimal.valueOf(step));
    film.put("popularity", new BigDecimal(given.path("popularity").asText()).add(more));
    ArrayNode names = film.putArray("genres");
    for (JsonNode id : given.path("genre_ids")) {
      for (JsonNode genre : known.path("genres")) {
        if (genre.path("id").equals(id)) {
          names.add(genre.path("name").asText());
        }
      }
    }
    return film;
  }
}
