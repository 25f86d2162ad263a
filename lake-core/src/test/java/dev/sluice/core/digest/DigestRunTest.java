package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.digest.DigestOutcome.Sent;
import dev.sluice.core.digest.DigestOutcome.SentBefore;
import dev.sluice.core.digest.DigestOutcome.SentByAnother;
import dev.sluice.core.digest.Places.Reading;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestRunTest {
  private static final Instant EIGHT = Places.EIGHT;
  private static final Instant NOON = EIGHT.plus(Duration.ofHours(4));
  private static final String STATE = "state/weather/digest.json";

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final FakeHistory history = new FakeHistory();
  private final RecordingDigests digests = new RecordingDigests();
  private final DigestRun run = new DigestRun(Places.pipeline(), history, digests, store);

  private DigestOutcome run(Instant upTo, String invocation) throws IOException {
    return run.run(upTo, invocation, () -> true);
  }

  private void put(String time, String place, double temperature, double wind) {
    history.put(new Reading(Instant.parse(time), place, temperature, wind));
  }

  private void putADay() {
    put("2026-05-31T08:00:00Z", "Kiel", 10, 25);
    put("2026-05-31T12:00:00Z", "Ulm", 21.5, 0.5);
    put("2026-06-01T07:00:00Z", "Kiel", 12.5, 30);
    put("2026-06-01T07:59:59.999Z", "Kiel", 11.5, 2);
    put("2026-06-01T08:00:00Z", "Kiel", 99, 99);
  }

  @Test
  void tellsEachGroupsValuesAndAlerts() throws IOException {
    putADay();
    run(EIGHT, "a");

    assertThat(digests.accepted().get(0).body())
        .isEqualTo(
            """
            weather: records that arrived from 2026-05-31T08:00:00Z to 2026-06-01T08:00:00Z
            4 records, 2 groups by place

            Kiel: 3 readings
              temperature  latest 11.5, lowest 10, mean 11.3333, highest 12.5
              wind         latest 2, lowest 2, mean 19, highest 30

            Ulm: 1 reading
              temperature  latest 21.5, lowest 21.5, mean 21.5, highest 21.5
              wind         latest 0.5, lowest 0.5, mean 0.5, highest 0.5

            Alerts
              WARNING storm, Kiel: 2 times, 2026-05-31T08:00:00Z to 2026-06-01T07:00:00Z
            """);
  }

  @Test
  void labelsTheMessage() throws IOException {
    putADay();

    assertThat(run(EIGHT, "a"))
        .isEqualTo(new Sent(new Period(EIGHT.minus(Duration.ofDays(1)), EIGHT), 4, 2, 1, true));
    DigestMessage message = digests.accepted().get(0);
    assertThat(message.subject()).isEqualTo("Weather 2026-06-01T08:00:00Z");
    assertThat(message.attributes())
        .containsEntry("severity", "info")
        .containsEntry("kind", "digest")
        .containsEntry("pipeline", "weather");
  }

  @Test
  void goesOnFromTheLastDigest() throws IOException {
    run(EIGHT, "a");
    put("2026-06-01T08:00:00Z", "Kiel", 1, 1);

    assertThat(run(NOON, "b")).isEqualTo(new Sent(new Period(EIGHT, NOON), 1, 1, 0, true));
  }

  @Test
  void saysThatNothingCame() throws IOException {
    run(EIGHT, "a");

    assertThat(digests.accepted().get(0).body()).contains("No records.").contains("Alerts\n  none");
  }

  @Test
  void sendsOneDigestWhenAScheduleFiresTwice() throws IOException {
    run(EIGHT, "a");

    assertThat(run(EIGHT, "b")).isEqualTo(new SentBefore(EIGHT));
    assertThat(run(EIGHT.minusSeconds(60), "c")).isEqualTo(new SentBefore(EIGHT));
    assertThat(digests.accepted()).hasSize(1);
  }

  @Test
  void leavesTheDigestToAnInvocationThatIsAtWork() throws IOException {
    claim("first");

    assertThat(run(EIGHT, "second")).isEqualTo(new SentByAnother("first"));
    assertThat(digests.accepted()).isEmpty();
  }

  @Test
  void aRetryTakesOverWhatItsOwnDeadAttemptClaimed() throws IOException {
    claim("first");

    assertThat(run(EIGHT, "first")).isInstanceOf(Sent.class);
  }

  @Test
  void theNextDigestCoversWhatADeadInvocationLeft() throws IOException {
    claim("first");

    assertThat(run(NOON, "next"))
        .isEqualTo(new Sent(new Period(NOON.minus(Duration.ofDays(1)), NOON), 0, 0, 0, true));
  }

  private void claim(String invocation) throws IOException {
    String state = "{\"claim\":{\"upTo\":\"%s\",\"by\":\"%s\"}}".formatted(EIGHT, invocation);
    store.put(PutObject.of(STATE, state.getBytes(UTF_8), "application/json"));
  }

  @Test
  void aFailedPublishIsMadeGoodByAnyInvocation() throws IOException {
    put("2026-06-01T07:00:00Z", "Kiel", 1, 1);
    digests.fail(1);

    assertThatThrownBy(() -> run(EIGHT, "a")).hasMessageContaining("Topic does not exist");
    assertThat(run(EIGHT, "b")).isInstanceOf(Sent.class);
    assertThat(digests.accepted()).hasSize(1);
  }

  @Test
  void afterFailuresTheNextDigestGoesBackToTheLastOneSent() throws IOException {
    run(EIGHT, "a");
    history.fail(1);

    assertThatThrownBy(() -> run(NOON, "b")).hasMessage("The stream can't be read");
    assertThat(run(NOON.plusSeconds(60), "c"))
        .isEqualTo(new Sent(new Period(EIGHT, NOON.plusSeconds(60)), 0, 0, 0, true));
  }

  @Test
  void saysWhatTheStreamDoesNotKeepAnyMore() throws IOException {
    run(EIGHT, "a");
    history.forgetBefore(NOON);
    Instant later = NOON.plus(Duration.ofHours(24));

    assertThat(run(later, "b"))
        .isInstanceOfSatisfying(Sent.class, s -> assertThat(s.complete()).isFalse());
    assertThat(digests.accepted().get(1).body())
        .endsWith(
            "\nMissing\n  records that arrived before "
                + NOON
                + ": the stream no longer keeps them\n");
  }

  @Test
  void saysWhatThereWasNoTimeFor() throws IOException {
    for (int i = 0; i < 9; i++) {
      put("2026-06-01T07:0" + i + ":00Z", "Kiel", i, 1);
    }
    int[] calls = {0};
    DigestOutcome outcome = run.run(EIGHT, "a", () -> calls[0]++ < 2);

    assertThat(outcome)
        .isInstanceOfSatisfying(Sent.class, s -> assertThat(s.records()).isEqualTo(6));
    assertThat(digests.accepted().get(0).body())
        .contains(
            "records that arrived in shardId-000000000000 from 2026-06-01T07:05:00Z on: there was"
                + " no time");
  }

  @Test
  void countsWhatIsNoRecord() throws IOException {
    history.put("k", EIGHT.minusSeconds(9), new byte[] {'x'});

    run(EIGHT, "a");
    assertThat(digests.accepted().get(0).body())
        .contains("1 record, 0 groups by place")
        .contains("1 record that can't be read");
  }

  @Test
  void aBrokenStateSaysWhatToDo() throws IOException {
    store.put(PutObject.of(STATE, "{".getBytes(UTF_8), "application/json"));

    assertThatThrownBy(() -> run(EIGHT, "a")).hasMessageContaining("Delete it");
  }

  @Test
  void refusesAPipelineWithoutDigest() {
    assertThatThrownBy(
            () -> new DigestRun(Places.pipeline(Optional.empty()), history, digests, store))
        .hasMessageContaining("'weather' has no digest");
  }
}
