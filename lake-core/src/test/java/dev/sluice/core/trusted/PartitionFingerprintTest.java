package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionFingerprintTest {
  /**
   * The fingerprint has the model's records as text. If renaming one changes it, all partitions of
   * all lakes are made again: then the transform's own number has to be raised knowingly.
   */
  @Test
  void isThatOfTheLastRelease() {
    TrustedTable plain = FarmLake.pipeline(List.of()).trusted().get(0);
    Condition filter =
        new Condition.All(
            List.of(
                new Condition.OutsideBand("data", new Band(1, 8)),
                new Condition.Equals("id", "a"),
                new Condition.Contains("id", "b")));
    PartitionFingerprint fingerprint =
        new PartitionFingerprint(
            new TrustedTable(
                plain.name(),
                plain.input(),
                plain.columns(),
                new TrustedTable.Rows(
                    plain.rows().dedupe(), plain.rows().sortBy(), Optional.of(filter)),
                TableFormat.Storage.plain(plain.partition(), plain.location()),
                Checks.NONE),
            new RawFormat.Json());
    fingerprint.add(new ObjectInfo("raw/farm/a", 10, "etag", Instant.EPOCH, Map.of()));

    assertThat(fingerprint.hex())
        .isEqualTo("a1fce7d5949ba47661527187c18ed60c0a3a683cd05d6768493e437487821008");
  }
}
