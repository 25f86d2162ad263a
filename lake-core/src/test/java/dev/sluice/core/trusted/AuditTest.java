package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.SurveyedLake.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is listed over several invocations, and what of it is lost. */
class AuditTest {
  private final SurveyedLake lake = new SurveyedLake();

  @BeforeEach
  void putAnObjectADay() throws IOException {
    lake.putAnObjectADay();
  }

  @Test
  void nothingIsMadeOfHalfASurvey() throws IOException {
    assertThatThrownBy(() -> lake.look(Optional.empty(), () -> 0))
        .isInstanceOf(HalfSurveyException.class)
        .hasMessageContainingAll("the next invocation goes on", "is at raw/farm/year=2026");
    for (int i = 0; i < 18; i++) {
      assertThatThrownBy(() -> lake.look(Optional.empty(), () -> 0))
          .isInstanceOf(HalfSurveyException.class);
    }

    assertThat(told(lake.look(Optional.empty(), () -> 0))).isEqualTo(lake.everything());
  }

  @Test
  void anAuditGoesOnAfterAnInvocationThatWasKilled() throws IOException {
    lake.look();
    lake.store.put(SurveyedLake.second(15));
    lake.now = lake.now.plus(Duration.ofHours(24));
    for (int i = 0; i < 5; i++) {
      assertThat(SurveyedLake.daysOf(lake.look(Optional.empty(), () -> 0))).isEmpty();
    }
    lake.seenThrough(new DyingStore(lake.store));
    assertThatThrownBy(() -> lake.look(Optional.empty(), () -> 0)).hasMessage("died");
    lake.seenThrough(lake.store);
    TrustedPartitions found = lake.look(Optional.empty(), () -> 0);

    assertThat(found.looked().audit()).contains("begun at 2026-06-21T12:00:00Z", "day=07/");
    long left = IntStream.range(0, 20).filter(i -> isAuditing()).count();
    assertThat(left).isEqualTo(13);
    assertThat(SurveyedLake.daysOf(lake.look())).containsExactly(15);
  }

  private boolean isAuditing() {
    try {
      return lake.look(Optional.empty(), () -> 0).looked().audit().startsWith("begun");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAuditOfTwoInputsThatTakesLongerThanItsIntervalEnds() throws IOException {
    SurveyedLake both = lake.withAnotherInput("files");
    for (int day = 1; day <= 20; day++) {
      String key = "raw/files/" + SurveyedLake.day(day) + "1";
      lake.store.put(PutObject.of(key, new byte[1], "text/plain"));
    }
    both.look();
    both.now = both.now.plus(both.auditEvery);
    int ended = 0;
    for (int hour = 0; hour < 100; hour++) {
      both.now = both.now.plus(Duration.ofHours(1));
      String audit = both.look(Optional.empty(), () -> 0).looked().audit();
      ended += audit.startsWith("done") ? 1 : 0;
    }

    assertThat(ended).isGreaterThanOrEqualTo(2);
  }

  @Test
  void whatARunWaitsForIsListedBeforeAnAuditGoesOn() throws IOException {
    lake.look();
    lake.now = lake.now.plus(Duration.ofHours(24));
    assertThat(lake.look(Optional.empty(), () -> 0).looked().audit()).startsWith("begun");
    lake.store.put(SurveyedLake.second(10));
    Instant tenth = Instant.parse("2026-06-10T00:00:00Z");
    Period replay = new Period(tenth, tenth.plus(Duration.ofDays(1)));

    TrustedPartitions found = lake.look(Optional.of(replay), () -> 0);
    assertThat(SurveyedLake.daysOf(found)).containsExactly(10);
    assertThat(found.looked().audit()).startsWith("begun");
  }

  @Test
  void withoutAnIntervalEachRunListsEverything() throws IOException {
    lake.auditEvery = Duration.ZERO;
    lake.look();
    lake.store.put(SurveyedLake.second(3));

    assertThat(SurveyedLake.daysOf(lake.look())).containsExactly(3);
  }

  @Test
  void whatIsKnownAndCanNotBeReadIsListed() throws IOException {
    lake.look();
    lake.store.put(SurveyedLake.second(3));
    lake.store.put(PutObject.of("state/farm/survey/raw.gz", new byte[9], "application/gzip"));

    assertThat(SurveyedLake.daysOf(lake.look())).containsExactly(3);
  }

  @Test
  void keysThatAreNotInTheLayoutAreToldByEachRun() throws IOException {
    lake.put("year=2026/month=06/stray", "x");
    lake.look();

    assertThat(lake.look().strays()).isEqualTo(1);
    lake.store.delete("raw/farm/year=2026/month=06/stray");
    assertThat(lake.look().strays()).isZero();
  }
}
