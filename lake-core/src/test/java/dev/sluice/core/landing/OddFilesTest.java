package dev.sluice.core.landing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.landing.LandingOutcome.Rejected;
import dev.sluice.core.landing.LandingOutcome.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Files as other programs write them. */
class OddFilesTest {
  private static final String KEY = "landing/films/films.csv";
  private static final String RAW = "raw/films/csv/2026/6/1/films.csv";
  private static final String REJECTED =
      "rejected/films/landing/year=2026/month=06/day=01/films/films.csv";

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final LandingZone zone = new LandingZone(Films.PIPELINE, store);

  private LandingOutcome take(byte[] content) throws IOException {
    String etag = store.put(PutObject.of(KEY, content, "text/csv")).orElseThrow();
    return zone.take(new LandedObject(KEY, etag, Instant.parse("2026-06-01T08:00:00Z")));
  }

  private LandingOutcome take(String text) throws IOException {
    return take(text.getBytes(UTF_8));
  }

  @Test
  void takesTrailingSeparatorsBlanksAroundNamesAndCrLineEnds() throws IOException {
    assertThat(take("id|title|year||\r\n1|Nosferatu|1922||\r\n")).isEqualTo(new Stored(RAW, 1));
    assertThat(take(" id|title\u00A0|year\n1|Nosferatu|1922\n")).isEqualTo(new Stored(RAW, 1));
    assertThat(take("id|title|year\r1|Nosferatu|1922\r2|M|1931\r")).isEqualTo(new Stored(RAW, 2));
  }

  @Test
  void tellsNamesApartThatLookAlike() throws IOException {
    assertThat(take("ID|ti\u200Btle|year\n1|x|2\n"))
        .isEqualTo(
            new Rejected(
                REJECTED,
                "its header has no id, title (separator '|'); it names 'ID', 'ti\\u200Btle',"
                    + " 'year'; its header has no id, but 'ID'",
                1));
  }

  @Test
  void namesWhatIsNoText() throws IOException {
    byte[] zip = "PK\3\4\24\0\0\0\b\0films.csv".getBytes(ISO_8859_1);

    assertThat(take(zip)).isEqualTo(new Rejected(REJECTED, "it is a zip archive: unpack it", 0));
  }

  @Test
  void rejectsGzipThatIsCutShort() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("id|title|year\n1|x|2\n".getBytes(UTF_8));
    }
    byte[] whole = bytes.toByteArray();

    assertThat(take(Arrays.copyOf(whole, whole.length - 3)))
        .isEqualTo(new Rejected(REJECTED, "its gzip data is cut short", 0));
  }
}
