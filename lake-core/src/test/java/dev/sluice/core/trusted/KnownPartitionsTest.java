package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.KilledAfterPut.KilledException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPartitionsTest {
  private static final String OBJECT = "part-0.parquet";

  @TempDir Path folder;
  private final SurveyedLake lake = new SurveyedLake();
  private final HeadCounter heads = new HeadCounter(lake.store);

  @BeforeEach
  void makeFiveDays() throws IOException {
    lake.seenThrough(heads);
    for (int day = 16; day <= 20; day++) {
      put(day, "1", "{\"id\":\"%d\",\"data\":1}".formatted(day));
    }
    assertThat(lake.run(folder)).isEqualTo(5);
    heads.keys.clear();
  }

  private void put(int day, String name, String content) throws IOException {
    lake.put(SurveyedLake.day(day) + name, content);
  }

  private static String trusted(int day) {
    return "trusted/farm/readings/" + SurveyedLake.day(day) + OBJECT;
  }

  @Test
  void whatIsKnownIsNotAsked() throws IOException {
    assertThat(lake.run(folder)).isZero();

    assertThat(heads.keys).isEmpty();
  }

  @Test
  void onlyWhatChangedIsAskedAndMade() throws IOException {
    put(20, "2", "{\"id\":\"new\",\"data\":1}");

    assertThat(lake.run(folder)).isEqualTo(1);
    assertThat(heads.keys).containsOnly(trusted(20));
  }

  @Test
  void whatAnInvocationMadeThatWasKilledIsAskedAgain() throws IOException {
    String before = lake.store.text(trusted(20));
    put(20, "2", "{\"id\":\"new\",\"data\":1}");
    lake.seenThrough(new KilledAfterPut(lake.store, trusted(20)));
    assertThatThrownBy(() -> lake.run(folder)).isInstanceOf(KilledException.class);
    assertThat(lake.store.text(trusted(20))).isNotEqualTo(before);
    lake.store.delete("raw/farm/" + SurveyedLake.day(20) + "2");
    lake.seenThrough(heads);

    assertThat(lake.run(folder)).as("the killed one's object is of more than raw has").isEqualTo(1);
    assertThat(lake.store.text(trusted(20))).isEqualTo(before);
  }

  @Test
  void aPartitionWhoseRawIsGoneStays() throws IOException {
    lake.writer().delete("raw/farm/" + SurveyedLake.day(16) + "1");
    lake.writer().delete("raw/farm/" + SurveyedLake.day(20) + "1");

    assertThat(gone()).containsExactly(trusted(16), trusted(20));
    lake.run(folder);
    lake.store.delete("state/farm/survey/tables/readings.gz");
    assertThat(gone()).containsExactly(trusted(16), trusted(20));
  }

  private List<String> gone() throws IOException {
    return lake.look().partitions().stream()
        .filter(TrustedPartition::hasNoRaw)
        .map(TrustedPartition::trustedKey)
        .toList();
  }

  @Test
  void anAuditFindsWhatSomebodyDidToTheTable() throws IOException {
    lake.store.delete(trusted(16));
    lake.store.put(PutObject.of(trusted(17), new byte[3], "text/plain"));
    assertThat(lake.run(folder)).isZero();
    lake.now = lake.now.plus(Duration.ofHours(24));

    assertThat(lake.run(folder)).isEqualTo(2);
    assertThat(lake.store.text(trusted(17))).contains("17");
  }

  @Test
  void anAuditThatEndsInALookThatMakesNothingIsNotLost() throws IOException {
    lake.store.delete(trusted(16));
    lake.now = lake.now.plus(Duration.ofHours(24));
    lake.look();

    assertThat(lake.run(folder)).isEqualTo(1);
    assertThat(lake.store.keys()).contains(trusted(16));
  }

  @Test
  void aTableThatCanNotBeComparedAfterAnAuditIsComparedByTheNextLook() throws IOException {
    lake.store.delete(trusted(16));
    lake.now = lake.now.plus(Duration.ofHours(24));
    lake.seenThrough(
        new HeadCounter(lake.store) {
          @Override
          public Stream<ObjectInfo> list(String prefix) throws IOException {
            if (prefix.startsWith("trusted/")) {
              throw new IOException("it can't be listed");
            }
            return super.list(prefix);
          }
        });
    assertThat(lake.look().unread()).containsOnlyKeys("readings");
    lake.seenThrough(heads);

    assertThat(lake.run(folder)).isEqualTo(1);
  }

  @Test
  void aTableIsComparedOnceAfterAnAudit() throws IOException {
    lake.now = lake.now.plus(Duration.ofHours(24));
    lake.look();
    lake.store.delete(trusted(16));

    assertThat(lake.run(folder)).as("until the next audit").isZero();
  }

  @Test
  void aPartitionWhoseRawExpiredBeforeItWasMadeFailsOnce() throws IOException {
    put(3, "1", "{\"id\":\"3\",\"data\":1}");
    lake.now = lake.now.plus(Duration.ofHours(24));
    lake.look();
    lake.store.delete("raw/farm/" + SurveyedLake.day(3) + "1");
    lake.run(folder);

    assertThat(SurveyedLake.told(lake.look())).isEqualTo(lake.everything()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aPartitionOfTheTimeUntilNowIsMadeOnceOfWhatNobodyHasMarked(int tableBy) throws IOException {
    SurveyedLake months = new SurveyedLake(FarmLake.RAW, tableBy);
    months.put(SurveyedLake.day(5) + "1", "{\"id\":\"5\",\"data\":1}");
    months.put(SurveyedLake.day(20) + "1", "{\"id\":\"20\",\"data\":1}");
    assertThat(months.run(folder)).isEqualTo(1);
    months.put(SurveyedLake.day(5) + "hand", "{\"id\":\"hand\",\"data\":1}");
    months.put(SurveyedLake.day(20) + "2", "{\"id\":\"new\",\"data\":1}");
    assertThat(months.run(folder)).isEqualTo(1);

    assertThat(months.run(folder)).isZero();
  }

  @Test
  void aTableAtAnotherLocationIsMadeThere() throws IOException {
    assertThat(lake.run(folder)).isZero();
    SurveyedLake moved = at("trusted/elsewhere", RawLayout.Style.HIVE);
    assertThat(moved.run(folder)).isEqualTo(5);
    assertThat(moved.run(folder)).isZero();
    assertThat(lake.store.keys()).contains("trusted/elsewhere/" + SurveyedLake.day(16) + OBJECT);

    assertThat(at("trusted/elsewhere", RawLayout.Style.PLAIN).run(folder)).isEqualTo(5);
    lake.store.delete(trusted(16));
    assertThat(lake.run(folder)).as("back at the first location").isEqualTo(1);
  }

  private SurveyedLake at(String prefix, RawLayout.Style style) {
    TrustedTable table = lake.pipeline.trusted().get(0);
    TrustedTable.Location location = new TrustedTable.Location(prefix, style);
    return lake.with(
        new TrustedTable(
            table.name(),
            table.input(),
            table.columns(),
            table.rows(),
            TableFormat.Storage.plain(table.partition(), Optional.of(location)),
            table.checks()));
  }

  @Test
  void whatCanNotBeReadIsAsked() throws IOException {
    lake.store.put(
        PutObject.of("state/farm/survey/tables/readings.gz", new byte[3], "application/gzip"));

    assertThat(lake.run(folder)).isZero();
    assertThat(heads.keys).hasSize(5);
  }
}
