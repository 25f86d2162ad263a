package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are JSON of an odd kind, or none. */
class OddJsonTest {
  private static final String REJECTED = "rejected/far/source/api/20260601T120000.000Z.json";

  private final ApiFeed feed = new ApiFeed(ApiFeed.places(1, Quota.NONE));

  private static HttpAnswer encoded(String body, Charset charset, String type) {
    return new HttpAnswer(200, Map.of("content-type", type), body.getBytes(charset), true);
  }

  private String note(HttpAnswer answer) throws IOException {
    ApiFeed one = new ApiFeed(ApiFeed.places(1, Quota.NONE));
    one.api.next.add(answer);
    assertThat(one.run(NOON).produced()).isEqualTo(1);
    return one.stream.stored().get(0).replaceAll(".*\"note\":\"([^\"]*)\".*", "$1");
  }

  private String rejection(HttpAnswer answer) throws IOException {
    feed.api.next.add(answer);
    assertThat(feed.run(NOON).rejected()).isEqualTo(1);
    return feed.store.text(REJECTED);
  }

  @Test
  void readsTheCharsetThatTheAnswerIsIn() throws IOException {
    String body = "{\"value\": 1, \"note\": \"Évora €\"}";

    assertThat(note(encoded(body, UTF_8, "application/json"))).isEqualTo("Évora €");
    assertThat(note(encoded("\uFEFF" + body, UTF_8, "application/json"))).isEqualTo("Évora €");
    assertThat(note(encoded(body, UTF_16LE, "application/json"))).isEqualTo("Évora €");
    assertThat(note(encoded(body, UTF_16BE, "text/plain; charset=\"UTF-16BE\"")))
        .isEqualTo("Évora €");
    assertThat(note(encoded("\uFEFF" + body, UTF_16BE, "application/json; charset=utf-8")))
        .isEqualTo("Évora €");
    assertThat(
            note(
                encoded(body.replace(" €", ""), ISO_8859_1, "application/json;charset=ISO-8859-1")))
        .isEqualTo("Évora");
  }

  @Test
  void namesBytesThatAreNotInTheCharset() throws IOException {
    assertThat(rejection(encoded("{\"note\": \"Évora\"}", ISO_8859_1, "application/json")))
        .contains("Invalid UTF-8", "should name its charset");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<!DOCTYPE html><p>Log in</p> | text/html        | it is HTML; check 'url'",
        "<?xml version='1.0'?><a/>    | application/xml  | it is XML; check 'url'",
        "id,value                     | text/csv         | it is CSV; check 'url'",
        "{\"value\": NaN}             | application/json | NaN in line 1, column 1",
        "{\"value\": 1                | application/json | answer is not JSON: Unexpected end",
        "{\"value\": 1}}              | application/json | answer is not JSON",
        "{\"value\": 1e999999999999}  | application/json | exponent",
        "{\"value\": \"n/a\"}         | application/json | value"
      })
  void namesWhatIsNotARecord(String body, String type, String named) throws IOException {
    assertThat(rejection(encoded(body, UTF_8, type))).contains(named);
  }

  @Test
  void namesTheLimitThatAnAnswerGoesBeyond() throws IOException {
    String deep = "[".repeat(1_100) + "]".repeat(1_100);

    assertThat(rejection(ok("{\"value\": 1, \"note\": " + deep + "}")))
        .contains("answer beyond a limit: nested deeper than 1,000 levels")
        .doesNotContain("not JSON");
  }

  @Test
  void saysWhatAnApiSaysOfAnErrorWithStatus200() throws IOException {
    ApiFeed list = new ApiFeed(ApiFeed.pages(new Pages("page", 1, 2, Optional.empty()), List.of()));
    list.api.answers = request -> ok("{\"error\": true, \"reason\": \"no such model\"}");

    assertThat(list.run(NOON).rejected()).isEqualTo(1);
    assertThat(list.store.text(REJECTED.replace("T12", "T00")))
        .contains("answer without '/results'; it says: \\\"no such model\\\"");
  }

  @Test
  void eachValueOfNdjsonIsAnItem() throws IOException {
    feed.api.next.add(
        encoded(
            "{\"value\": 1}\n{\"value\": 2}\n\n{\"value\": 3}\n", UTF_8, "application/x-ndjson"));

    assertThat(feed.run(NOON).produced()).isEqualTo(3);
    assertThat(feed.stream.stored()).last().asString().contains("\"value\":3.0");
  }

  @Test
  void aFlawedLineOfNdjsonCostsItself() throws IOException {
    String lines = "{\"value\": 1}\n{\"value\": tru}\r\nnull\n{\"value\": 3}\n";

    feed.api.next.add(encoded(lines, UTF_8, "application/jsonl; charset=utf-8"));

    assertThat(feed.run(NOON).rejected()).isEqualTo(2);
    assertThat(feed.stream.stored()).hasSize(2);
    assertThat(feed.store.text(REJECTED))
        .contains("\"line\":2", "answer is not JSON", "\"line\":3", "line without ''");
  }

  @Test
  void whatComesBeforeAFlawIsTaken() throws IOException {
    assertThat(rejection(ok("[{\"value\": 1}, {\"value\": 2}, {\"value\": tru}, {\"value\": 4}]")))
        .contains("answer is not JSON", "the 2 items before that were taken")
        .contains("\"text\":\", {\\\"value\\\": tru}, {\\\"value\\\": 4}]\"");
    assertThat(feed.stream.stored()).hasSize(2);
  }

  @Test
  void aTextThatIsNotUnicodeCostsItsItemAndIsKept() throws IOException {
    assertThat(rejection(ok("[{\"value\": 1, \"note\": \"room-\\ud83d\"}, {\"value\": 2}]")))
        .contains("a text is not Unicode: \\\\ud83d is half of a character", "room-\\\\ud83d");
    assertThat(feed.stream.stored()).hasSize(1);
  }

  @Test
  void aWholeAnswerIsNamedByItsSize() throws IOException {
    assertThat(rejection(new HttpAnswer(200, Map.of(), new byte[1_500], false)))
        .contains("answer of more than 8 MiB");
  }

  @Test
  void anEncodingThatWasNotOfferedIsNamed() throws IOException {
    feed.api.next.add(status(200, "xx", Map.of("content-encoding", "br")));

    assertThat(feed.run(NOON).missed()).isEqualTo(1);
    assertThat(feed.api.log).singleElement().asString().contains("packed as 'br'");
  }
}
