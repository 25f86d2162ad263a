package dev.sluice.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtlEventTest {
  private static EtlEvent golden(String name) throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "sam/events", name);
    try (InputStream in = Files.newInputStream(file)) {
      return EtlEvent.read(in);
    }
  }

  @Test
  void readsASchedule() throws IOException {
    assertThat(golden("etl-schedule.json"))
        .isEqualTo(new EtlEvent(Instant.parse("2026-06-01T00:15:00Z"), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"etl-query-succeeded.json", "etl-query-failed.json"})
  void readsNewsOfAQuery(String name) throws IOException {
    assertThat(golden(name))
        .isEqualTo(
            new EtlEvent(
                Instant.parse("2026-06-01T00:15:42Z"),
                Optional.of("01234567-0123-0123-0123-012345678901")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "",
        "{\"time\":\"soon\"}",
        "{\"time\":",
        "{\"source\":\"aws.athena\"}"
      })
  void refusesWhatIsNoEvent(String json) {
    assertThatThrownBy(() -> EtlEvent.read(new ByteArrayInputStream(json.getBytes(UTF_8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-06-01T00:15:00Z");
  }
}
