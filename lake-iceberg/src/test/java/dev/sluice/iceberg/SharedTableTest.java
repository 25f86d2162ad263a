package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.state.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.Test;

/** Runs into tables that others change too. */
class SharedTableTest extends IceRuns {
  @Test
  void aReplayTakesOverWhatOthersPutThereIfItIsAskedTo() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1");
    run();
    farm().open().newAppend().appendFile(theirs(1, "theirs")).commit();
    RunResult left = replay(1, false);
    assertThat(left.state()).isEqualTo("FAILED");
    assertThat(left.failures().get(0).reason()).contains("append in snapshot");
    assertThat(left.failures().get(0).remedy()).contains("--overwrite-foreign");
    assertThat(ids()).containsOnly("a1", "b1", "theirs");
    assertThat(replay(2, true).failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1", "theirs");
    assertThat(replay(1, true).failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1");
  }

  @Test
  void rowsOfSeveralPartitionsInOneFileAreMadeTogether() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1", "b-of-1@1");
    put(3, "c", "c1", "c-of-1@1", "c-of-4@4");
    put(4, "d", "d1");
    put(5, "e", "e1");
    run();
    compact(1);
    compact(4);
    put(1, "a-late", "a2");
    RunResult result = run();
    assertThat(result.failures()).isEmpty();
    assertThat(ids())
        .containsOnly("a1", "a2", "b1", "b-of-1", "c1", "c-of-1", "c-of-4", "d1", "e1");
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(4);
    assertThat(result.tables().get("readings").rows().counts().rows()).isEqualTo(9);
    assertThat(run().tables().get("readings").rewritten()).isZero();
  }

  @Test
  void aReplayTakesOverFilesThatHaveRowsOfFurtherPartitions() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1", "b-of-1@1");
    run();
    farm().open().newAppend().appendFile(theirs(1, "theirs")).commit();
    assertThat(replay(1, true).failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1", "b-of-1");
  }

  @Test
  void aTableThatCanNotBeAsDefinedIsOneFailureAndOthersGoOn() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1");
    run();
    count = new Column("count", FieldType.BOOLEAN, "count", false, "");
    put(1, "a-late", "a2");
    put(2, "b-late", "b2");
    RunResult result = run();
    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).subject()).isEqualTo("readings");
    assertThat(result.failures().get(0).reason()).contains("count");
    assertThat(result.tables().get("readings").rows().counts().rows()).isEqualTo(2);
    assertThat(result.tables().get("copies").rows().counts().rows()).isEqualTo(4);
    assertThat(ids()).containsOnly("a1", "b1");
  }

  @Test
  void aTableWhoseMetadataIsGoneIsOneFailureAndOthersGoOn() throws IOException {
    assertOneFailureWithout(catalogued("readings"));
  }

  @Test
  void aTableWhoseMetadataIsNotReadableIsOneFailureAndOthersGoOn() throws IOException {
    put(1, "a", "a1");
    run();
    String key = catalogued("readings");
    store.put(PutObject.of(key, "{".getBytes(StandardCharsets.UTF_8), "application/json"));
    put(1, "a-late", "a2");
    RunResult result = run();
    assertThat(result.failures()).extracting(Run.Failure::subject).containsExactly("readings");
    assertThat(result.tables().get("copies").rows().counts().rows()).isEqualTo(2);
  }

  @Test
  void aTableWhoseLedgerIsGoneIsOneFailureAndOthersGoOn() throws IOException {
    put(1, "a", "a1");
    run();
    assertOneFailureWithout(key("/readings/", ".gz"));
  }

  private String catalogued(String table) throws IOException {
    if (farm().lake.catalog().read(table).isEmpty()) {
      put(1, "a", "a1");
      run();
    }
    String location = farm().lake.catalog().read(table).orElseThrow().location();
    return farm().lake.io().key(location);
  }

  private String key(String part, String end) throws IOException {
    try (Stream<ObjectInfo> objects = store.list("state/")) {
      return objects
          .map(ObjectInfo::key)
          .filter(key -> key.contains(part) && key.endsWith(end))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Once it is back, the next run makes what is missing. */
  private void assertOneFailureWithout(String key) throws IOException {
    byte[] content = store.get(key).orElseThrow().content().readAllBytes();
    store.delete(key);
    put(1, "a-late", "a2");
    put(2, "b", "b1");
    RunResult result = run();
    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.failures()).extracting(Run.Failure::subject).containsExactly("readings");
    assertThat(result.failures().get(0).reason()).contains(key.replaceAll(".*/", ""));
    assertThat(result.tables()).doesNotContainKey("readings");
    assertThat(result.tables().get("copies").rows().counts().rows()).isEqualTo(3);
    store.put(PutObject.of(key, content, "application/octet-stream"));
    assertThat(run().failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "a2", "b1");
  }

  /** All files of a day become one, as an optimizer does it. */
  private void compact(int day) throws IOException {
    List<IceFarm.Reading> rows = new ArrayList<>();
    Instant from = JUNE.plus(day - 1, ChronoUnit.DAYS);
    farm()
        .rows()
        .forEach(
            (id, row) -> {
              Instant time = ((java.time.OffsetDateTime) row.getField("event_time")).toInstant();
              if (time.truncatedTo(ChronoUnit.DAYS).equals(from)) {
                rows.add(new IceFarm.Reading(id, 1.5, time, 1));
              }
            });
    DataFile merged = farm().unit(farm().prepare(), day - 1, "merged", rows).files().get(0);
    Set<DataFile> old = new java.util.HashSet<>();
    for (DataFile file :
        new LiveFiles(farm().lake.io(), farm().lake.look("readings").current()).all()) {
      if (file.partition().get(0, Integer.class) == from.getEpochSecond() / 86_400) {
        old.add(file);
      }
    }
    assertThat(old).hasSizeGreaterThan(1);
    farm().open().newRewrite().rewriteFiles(old, Set.of(merged)).commit();
  }
}
