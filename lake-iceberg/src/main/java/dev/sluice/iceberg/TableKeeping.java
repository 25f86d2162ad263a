package dev.sluice.iceberg;

import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.TableProperties;

/**
 * How long a table keeps what it was.
 *
 * @param days after which a snapshot goes, at least 1
 * @param snapshots how many stay at most, at least 2, the newest
 */
public record TableKeeping(int days, int snapshots) {
  /** Unless the pipeline says otherwise. */
  public static final TableKeeping DEFAULT = new TableKeeping(7, 20);

  /** With row-level deletes of others. */
  static final String FORMAT = "2";

  private static final long DAY_MILLIS = 86_400_000L;

  public TableKeeping {
    if (days < 1 || snapshots < 2) {
      throw new IllegalArgumentException(
          "keep: days: %d, snapshots: %d, but at least 1 and 2".formatted(days, snapshots));
    }
  }

  static TableKeeping of(TrustedTable table) {
    return of(table.iceberg().orElseThrow());
  }

  static TableKeeping of(TableFormat.Iceberg format) {
    return new TableKeeping(format.keepDays(), format.keepSnapshots());
  }

  long maxAgeMillis() {
    return days * DAY_MILLIS;
  }

  /** Other maintainers keep to them too. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put(TableProperties.FORMAT_VERSION, FORMAT);
    properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    // Manifests are clustered by time; merged ones would be read and written by every commit.
    properties.put(TableProperties.MANIFEST_MERGE_ENABLED, "false");
    properties.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "10");
    properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
    properties.put(TableProperties.MAX_SNAPSHOT_AGE_MS, Long.toString(maxAgeMillis()));
    properties.put(TableProperties.MIN_SNAPSHOTS_TO_KEEP, Integer.toString(snapshots));
    return properties;
  }
}
