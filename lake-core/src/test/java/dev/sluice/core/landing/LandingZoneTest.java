package dev.sluice.core.landing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.landing.LandingOutcome.Known;
import dev.sluice.core.landing.LandingOutcome.Rejected;
import dev.sluice.core.landing.LandingOutcome.Stored;
import dev.sluice.core.landing.LandingOutcome.Superseded;
import dev.sluice.core.landing.LandingOutcome.Unmatched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandingZoneTest {
  private static final Instant MORNING = Instant.parse("2026-06-01T08:00:00Z");
  private static final String KEY = "landing/films/films.csv";
  private static final String RAW = "raw/films/csv/2026/6/1/films.csv";
  private static final String REJECTED =
      "rejected/films/landing/year=2026/month=06/day=01/films/films.csv";
  private static final String GOOD = "year|id|title\n1922|1|Nosferatu\n1931|2|\"M|\nM\"\n";

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final LandingZone zone = new LandingZone(Films.PIPELINE, store);

  private LandedObject put(String key, byte[] content, Instant at) throws IOException {
    String etag = store.put(PutObject.of(key, content, "text/csv")).orElseThrow();
    return new LandedObject(key, etag, at);
  }

  private LandedObject put(String text) throws IOException {
    return put(KEY, text.getBytes(UTF_8), MORNING);
  }

  @Test
  void copiesAFileToTheDayOnWhichItWasPut() throws IOException {
    assertThat(zone.take(put(GOOD))).isEqualTo(new Stored(RAW, 2));
    assertThat(store.text(RAW)).isEqualTo(GOOD);
    assertThat(store.text(KEY)).isEqualTo(GOOD);
  }

  @Test
  void keepsAccountOfTheRows() throws IOException {
    LandedObject landed = put(GOOD);
    zone.take(landed);

    assertThat(store.text("state/films/landing/" + RAW + ".json"))
        .isEqualTo(
            "{\"from\":\"%s\",\"etag\":\"%s\",\"to\":\"%s\",\"rows\":2}"
                .formatted(KEY, landed.etag(), RAW));
  }

  @Test
  void doesNothingWhenTheEventComesAgain() throws IOException {
    LandedObject landed = put(GOOD);
    zone.take(landed);
    store.delete(KEY);

    assertThat(zone.take(landed)).isEqualTo(new Known(RAW));
  }

  @Test
  void aRepeatedEventThatComesDaysLaterDoesNotMoveTheFile() throws IOException {
    LandedObject landed = put(GOOD);
    zone.take(landed);
    int objects = store.keys().size();

    zone.take(new LandedObject(landed.key(), landed.etag(), landed.at()));
    assertThat(store.keys()).hasSize(objects);
  }

  @Test
  void aCorrectedFileOfTheSameDayReplacesTheOneBefore() throws IOException {
    LandedObject first = put(GOOD);
    zone.take(first);
    LandedObject second = put("id|title|year\n3|Vampyr|1932\n");

    assertThat(zone.take(second)).isEqualTo(new Stored(RAW, 1));
    assertThat(zone.take(first)).isEqualTo(new Superseded());
    assertThat(store.text(RAW)).contains("Vampyr").doesNotContain("Nosferatu");
  }

  @Test
  void aFileOfTheSameNameOnAnotherDayLiesBesideIt() throws IOException {
    zone.take(put(GOOD));
    zone.take(put(KEY, GOOD.getBytes(UTF_8), MORNING.plusSeconds(86_400)));

    assertThat(store.keys()).contains(RAW, "raw/films/csv/2026/6/2/films.csv");
  }

  @Test
  void leavesWhatWasReplacedBeforeItsEventCameToTheOtherEvent() throws IOException {
    LandedObject first = put(GOOD);
    LandedObject second = put(GOOD + "1954|3|Godzilla\n");

    assertThat(zone.take(first)).isEqualTo(new Superseded());
    assertThat(zone.take(second)).isEqualTo(new Stored(RAW, 3));
  }

  @Test
  void leavesWhatWasDeletedBeforeItsEventCame() throws IOException {
    LandedObject landed = put(GOOD);
    store.delete(KEY);

    assertThat(zone.take(landed)).isEqualTo(new Superseded());
  }

  @Test
  void tellsWhichFilesAreTakenIfNoSourceTakesThisOne() throws IOException {
    LandedObject landed = put("landing/films/notes.txt", new byte[] {1}, MORNING);

    assertThat(zone.take(landed))
        .isEqualTo(
            new Unmatched(
                "no source of pipeline 'films' takes 'landing/films/notes.txt'; they take:"
                    + " landing/films/*.csv, landing/lists/*.json"));
    assertThat(store.keys()).containsExactly("landing/films/notes.txt");
  }

  @Test
  void keepsARejectedFileWithItsReason() throws IOException {
    LandedObject landed = put("id;title;year\n1;Nosferatu;1922\n");
    String reason = "its header has no id, title, year (separator '|'); it names 'id;title;year'";

    assertThat(zone.take(landed)).isEqualTo(new Rejected(REJECTED, reason, 1));
    assertThat(store.text(REJECTED)).startsWith("id;title;year");
    assertThat(store.text(REJECTED + ".reason.json"))
        .isEqualTo(
            "{\"reason\":\"%s\",\"file\":\"%s\",\"etag\":\"%s\",\"arrival\":\"2026-06-01T08:00:00Z\",\"rows\":1}\n"
                .formatted(reason, KEY, landed.etag()));
    assertThat(store.keys()).noneMatch(key -> key.startsWith("raw/"));
    assertThat(zone.take(landed)).isEqualTo(new Known(REJECTED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; it is empty",
        "'\n\n'; it is empty",
        "'id|title|year\n'; it has a header, but no rows",
        "'id|title\n1|x\n'; its header has no year (separator '|'), it names 'id', 'title'",
        "'id|title|year|id\n1|x|2|3\n'; its header names 'id' twice, as columns 1 and 4",
      })
  void rejectsWhatItsInputCanNotRead(String text, String reason) throws IOException {
    assertThat(zone.take(put(text)))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason().replace(';', ',')).isEqualTo(reason));
  }

  @Test
  void takesAFileWithSingleFlawedRowsAndNoneThatIsMoreFlawedThanNot() throws IOException {
    String row = "1933|3|Tötet nicht mehr\n";

    assertThat(zone.take(put(KEY, (GOOD + row).getBytes(ISO_8859_1), MORNING)))
        .isEqualTo(new Stored(RAW, 3));
    assertThat(zone.take(put(KEY, (GOOD + row.repeat(3)).getBytes(ISO_8859_1), MORNING)))
        .isEqualTo(
            new Rejected(
                REJECTED,
                "3 of its 5 rows can't be read; in line 5, it has bytes that are not UTF-8",
                5));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void takesAByteOrderMarkAndFurtherColumns() throws IOException {
    assertThat(zone.take(put("\uFEFFid|title|x|year\r\n1|Nosferatu|.|1922\r\n")))
        .isEqualTo(new Stored(RAW, 1));
  }

  @Test
  void takesCompressedFilesAsTheyAre() throws IOException {
    byte[] bytes = gzip(GOOD);

    assertThat(zone.take(put(KEY, bytes, MORNING))).isEqualTo(new Stored(RAW, 2));
    assertThat(store.bytes(RAW)).isEqualTo(bytes);
  }

  @Test
  void rejectsWhatOnlyLooksCompressed() throws IOException {
    byte[] broken = {0x1F, (byte) 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};

    assertThat(zone.take(put(KEY, broken, MORNING))).isInstanceOf(Rejected.class);
  }

  @Test
  void countsTheItemsOfJson() throws IOException {
    String to = "raw/films/json/2026/06/01/x.json";

    assertThat(zone.take(json("[{\"a\":1},{\"a\":[2]}]"))).isEqualTo(new Stored(to, 2));
    assertThat(zone.take(json("{\"a\":1}\n{\"a\":2}{\"a\":3}"))).isEqualTo(new Stored(to, 3));
  }

  private LandedObject json(String text) throws IOException {
    return put("landing/lists/x.json", text.getBytes(UTF_8), MORNING);
  }

  @Test
  void rejectsBrokenJson() throws IOException {
    assertThat(zone.take(json("[{\"a\":1},{\"a\"")))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).startsWith("after 1 items it is not JSON"));
  }

  @Test
  void anInterruptedAttemptIsDoneAgain() throws IOException {
    LandedObject landed = put(GOOD);
    zone.take(landed);
    store.delete("state/films/landing/" + RAW + ".json");

    assertThat(zone.take(landed)).isEqualTo(new Stored(RAW, 2));
  }
}
