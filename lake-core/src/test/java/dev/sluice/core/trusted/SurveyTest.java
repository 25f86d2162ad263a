package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.SurveyedLake.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.raw.RawBatchWriter;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.survey.RawMarker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SurveyTest {
  private final SurveyedLake lake = new SurveyedLake();

  @BeforeEach
  void putAnObjectADay() throws IOException {
    lake.putAnObjectADay();
  }

  @Test
  void theFirstRunListsAllAndTheNextTheNewestDays() throws IOException {
    assertThat(lake.look().partitions()).hasSize(20);

    TrustedPartitions next = lake.look();
    assertThat(told(next)).isEqualTo(lake.everything());
    assertThat(next.looked().objects()).isEqualTo(2);
    assertThat(next.looked().folders()).isEqualTo(20);
    assertThat(next.looked())
        .hasToString(
            "2 raw objects listed, 20 raw folders known, 0 older folders marked, audit: done, begun"
                + " at 2026-06-20T12:00:00Z; the next one from 2026-06-21T12:00:00Z on");
  }

  @Test
  void anObjectByHandInAnOldFolderIsFoundByTheAudit() throws IOException {
    lake.look();
    lake.store.put(SurveyedLake.second(3));

    assertThat(SurveyedLake.daysOf(lake.look())).isEmpty();
    lake.now = lake.now.plus(Duration.ofHours(24));
    assertThat(SurveyedLake.daysOf(lake.look())).containsExactly(3);
  }

  @Test
  void aDeletionByHandIsFoundByTheAudit() throws IOException {
    lake.look();
    lake.store.delete("raw/farm/" + SurveyedLake.day(3) + "1");

    assertThat(lake.look().partitions()).hasSize(20);
    lake.now = lake.now.plus(Duration.ofHours(24));
    assertThat(lake.look().partitions()).hasSize(19);
  }

  @Test
  void whoWritesIntoAnOldFolderTellsTheNextRun() throws IOException {
    lake.look();
    ObjectStore writer = lake.writer();
    writer.put(SurveyedLake.second(3));
    writer.put(SurveyedLake.second(3));
    writer.copy("raw/farm/" + SurveyedLake.day(1) + "1", etag(1), "raw/farm/" + day(4));
    writer.put(SurveyedLake.second(20));

    assertThat(lake.marks()).hasSize(2);
    TrustedPartitions found = lake.look();
    assertThat(SurveyedLake.daysOf(found)).containsExactly(3, 4, 20);
    assertThat(found.looked().marks()).isEqualTo(2);
  }

  private static String day(int day) {
    return SurveyedLake.day(day) + "2";
  }

  private String etag(int day) throws IOException {
    return lake.store.head("raw/farm/" + SurveyedLake.day(day) + "1").orElseThrow().etag();
  }

  @Test
  void aBatchWriterThatCatchesUpAfterDaysTellsTheNextRun() throws IOException {
    lake.look();
    RawBatchWriter writer = new RawBatchWriter(lake.pipeline, lake.writer());
    KinesisEventJson event = new KinesisEventJson("shardId-000000000000");
    for (int day = 2; day <= 20; day += 6) {
      Instant time = Instant.parse("2026-06-%02dT11:00:00Z".formatted(day));
      event.add(
          "00000%d".formatted(day),
          StreamLake.payload("x", "\"" + time + "\""),
          time.toEpochMilli());
    }
    writer.write(new KinesisEventReader().read(new ByteArrayInputStream(event.bytes())));

    assertThat(lake.marks()).hasSize(3);
    assertThat(SurveyedLake.daysOf(lake.look())).containsExactly(2, 8, 14, 20);
  }

  @Test
  void aMarkStaysForAnHourSoThatWhatItsWriterPutsAfterItIsSeen() throws IOException {
    lake.look();
    ObjectStore writer = lake.writer();
    writer.put(SurveyedLake.second(3));
    lake.look();
    lake.store.put(SurveyedLake.second(3).when(new PutObject.Condition.Absent()));
    lake.put(SurveyedLake.day(3) + "3", "late, under the same mark");
    lake.now = lake.now.plus(Duration.ofMinutes(50));
    assertThat(told(lake.look())).isEqualTo(lake.everything());
    assertThat(lake.marks()).hasSize(1);

    lake.now = lake.now.plus(Duration.ofMinutes(11));
    lake.look();
    assertThat(lake.marks()).isEmpty();
  }

  @Test
  void aMarkedFolderOfTheNewestIsListedOnce() throws IOException {
    lake.auditEvery = Duration.ofDays(10);
    lake.look();
    lake.now = lake.now.plus(Duration.ofHours(18));
    lake.writer().put(SurveyedLake.second(20));

    assertThat(lake.marks()).as("yesterday's").isEmpty();
    lake.now = lake.now.plus(Duration.ofHours(12));
    lake.writer().put(SurveyedLake.second(20));
    assertThat(lake.marks()).hasSize(1);
    assertThat(lake.look().looked().objects()).as("of the 19th and the 20th").isEqualTo(3);
  }

  @Test
  void aMarkOfAWriterThatDiedBeforeItsPutCostsAListingAlone() throws IOException {
    lake.look();
    ObjectStore dying = new DyingStore(lake.store);
    assertThatThrownBy(
            () ->
                dying
                    .telling(new RawMarker(dying, lake.pipeline, fixed()))
                    .put(SurveyedLake.second(3)))
        .hasMessage("died");

    assertThat(lake.marks()).hasSize(1);
    assertThat(lake.look().looked().objects()).isEqualTo(3);
    assertThat(told(lake.look())).isEqualTo(lake.everything());
  }

  private Clock fixed() {
    return Clock.fixed(lake.now, ZoneOffset.UTC);
  }

  @Test
  void manyMarkedFoldersAreListedInOneGo() throws IOException {
    putOldDays(0, 1);
    lake.look();
    putOldDays(1, 70);

    assertThat(told(lake.look())).isEqualTo(lake.everything()).hasSize(90);
    lake.now = lake.now.plus(Duration.ofMinutes(61));
    lake.look();
    assertThat(lake.marks()).isEmpty();
  }

  private void putOldDays(int first, int end) throws IOException {
    ObjectStore writer = lake.writer();
    for (int day = first; day < end; day++) {
      String path = Instant.parse("2025-01-01T00:00:00Z").plus(Duration.ofDays(day)).toString();
      writer.put(
          PutObject.of(
              "raw/farm/year=%s/month=%s/day=%s/1"
                  .formatted(path.substring(0, 4), path.substring(5, 7), path.substring(8, 10)),
              new byte[1],
              "text/plain"));
    }
  }

  @Test
  void aReplayTakesNoMarksOfFoldersThatItDoesNotList() throws IOException {
    lake.auditEvery = Duration.ofDays(10);
    lake.look();
    putOldDays(0, 70);
    lake.now = lake.now.plus(Duration.ofHours(2));
    Instant tenth = Instant.parse("2026-06-10T00:00:00Z");
    lake.look(Optional.of(new Period(tenth, tenth.plus(Duration.ofDays(1)))), () -> 600_000);

    assertThat(told(lake.look())).isEqualTo(lake.everything()).hasSize(90);
  }

  @Test
  void marksOfFoldersThatAReplayIsStillListingStay() throws IOException {
    lake.auditEvery = Duration.ofDays(10);
    lake.look();
    putOldDays(0, 70);
    lake.now = lake.now.plus(Duration.ofHours(2));
    Period all = new Period(Instant.parse("2024-01-01T00:00:00Z"), lake.now);
    lake.look(Optional.of(all), () -> 600_000);

    assertThat(told(lake.look())).isEqualTo(lake.everything()).hasSize(90);
    assertThat(lake.marks()).isEmpty();
  }

  @Test
  void aReplayListsItsPeriodOnce() throws IOException {
    lake.look();
    lake.store.put(SurveyedLake.second(3));
    Period june = new Period(Instant.parse("2026-06-02T00:00:00Z"), lake.now);

    assertThat(SurveyedLake.daysOf(lake.look(Optional.of(june), () -> 600_000))).containsExactly(3);
  }
}
