package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.pipeline.source.HttpSource.Secret.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a secret looks like and whatever goes wrong: nothing that leaves a source has it. */
class SecretLeakPropertyTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How a secret is kept, and what of it is the key. */
  record Kept(String key, String text, Optional<String> member) {}

  /** A key in its wrapping. */
  enum Wrapping {
    ALONE,
    WITH_LINE_END,
    OBJECT,
    FIELD_OF_OBJECT,
    LINES
  }

  @Provide
  Arbitrary<Kept> secrets() {
    Arbitrary<String> keys =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars("\"\\/%&+<>'=")
            .ofMinLength(8)
            .ofMaxLength(60)
            .filter(key -> key.strip().length() >= 8 && !key.startsWith("{"));
    Arbitrary<String> more = Arbitraries.strings().withChars("äß€😀漢z\"\\").ofMaxLength(6);
    return Combinators.combine(keys, more, Arbitraries.of(Wrapping.class))
        .as((key, end, wrapping) -> kept((key + end).strip(), wrapping));
  }

  private static Kept kept(String key, Wrapping wrapping) {
    Optional<String> field = Optional.of("key");
    return switch (wrapping) {
      case ALONE -> new Kept(key, key, Optional.empty());
      case WITH_LINE_END -> new Kept(key, key + "\r\n", Optional.empty());
      case OBJECT -> new Kept(key, pretty(key), Optional.empty());
      case FIELD_OF_OBJECT -> new Kept(key, pretty(key), field);
      case LINES -> new Kept(key, "-----BEGIN-----\n" + key + "\n-----END-----", Optional.empty());
    };
  }

  private static String pretty(String key) {
    try {
      return MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Map.of("key", key, "other", key));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(tries = 600)
  void nothingThatLeavesASourceHasTheSecret(
      @ForAll("secrets") Kept secret, @ForAll Place place, @ForAll ApiTrouble trouble)
      throws IOException {
    ApiFeed feed = new ApiFeed(source(secret, place));
    feed.api.secrets.kept.put("far/key", secret.text());
    feed.api.answers = trouble;
    List<String> left = new ArrayList<>();

    try {
      feed.run(NOON);
    } catch (IOException | RuntimeException e) {
      StringWriter printed = new StringWriter();
      e.printStackTrace(new PrintWriter(printed));
      left.add(printed.toString());
    }

    left.addAll(feed.api.log);
    for (String key : feed.store.keys()) {
      left.add(key + " " + feed.store.text(key));
    }
    left.addAll(feed.stream.stored());
    assertThat(left).isNotEmpty();
    for (String form : forms(secret.key())) {
      assertThat(left).noneMatch(text -> text.contains(form));
    }
  }

  private static HttpSource source(Kept kept, Place place) {
    HttpSource plain = ApiFeed.places(2, Quota.NONE);
    Secret secret =
        place == Place.QUERY
            ? new Secret("far/key", kept.member(), place, "apikey", "{secret}")
            : new Secret("far/key", kept.member(), place, "Authorization", "Bearer {secret}");
    Call call =
        new Call(
            plain.call().url(),
            plain.call().headers(),
            Optional.of(secret),
            plain.call().timeout(),
            plain.call().quota());
    return new HttpSource(
        plain.every(),
        call,
        plain.each(),
        plain.pages(),
        plain.items(),
        plain.lookups(),
        plain.target());
  }

  /** What somebody would look for, found without the code under test. */
  private static List<String> forms(String key) throws IOException {
    byte[] bytes = key.getBytes(UTF_8);
    String json = MAPPER.writeValueAsString(key);
    return List.of(
        key,
        json.substring(1, json.length() - 1),
        URLEncoder.encode(key, UTF_8),
        URLEncoder.encode(key, UTF_8).replace("+", "%20"),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        key.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }
}
