package dev.sluice.etl;

import dev.sluice.aws.FunctionConfig;
import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** What the function is told by its environment. */
@ConfigMapping(prefix = "sluice")
public interface EtlConfig extends FunctionConfig {
  /** The catalog's database of the pipeline's tables ({@code SLUICE_DATABASE}). */
  @WithDefault(RequiredVariables.NOT_SET)
  String database();

  /** The Athena workgroup in which queries run ({@code SLUICE_WORKGROUP}). */
  @WithDefault(RequiredVariables.NOT_SET)
  String workgroup();

  /**
   * The Glue job that transforms ({@code SLUICE_JOB}); without one, the function does it itself.
   */
  Optional<String> job();

  /**
   * The folder with the job's jar and script ({@code SLUICE_JOB_FILES}), which are put into the
   * bucket before it runs; without, they have to be there.
   */
  Optional<Path> jobFiles();

  /**
   * How tables come into the catalog ({@code SLUICE_CATALOG}): {@code inferred} lets the crawler of
   * trusted find its tables; with any other value they are declared.
   */
  @WithDefault("declared")
  String catalog();

  /**
   * The Glue crawler that finds tables in raw ({@code SLUICE_RAW_CRAWLER}); only together with
   * {@link #trustedCrawler}. Without, tables are declared with partition projection.
   */
  Optional<String> rawCrawler();

  /**
   * The Glue crawler that registers the partitions of trusted tables, or finds them ({@code
   * SLUICE_TRUSTED_CRAWLER}).
   */
  Optional<String> trustedCrawler();

  /** Days after which raw objects expire ({@code SLUICE_RAW_EXPIRY_DAYS}); 0: never. */
  @WithDefault("0")
  int rawExpiryDays();

  /**
   * Hours after which all of raw is listed again, whatever runs know of it ({@code
   * SLUICE_AUDIT_HOURS}); 0: by each run.
   */
  @WithDefault("24")
  int auditHours();

  /**
   * MiB of memory for the rows of the partitions that are made at once, beyond which they are
   * sorted on disk ({@code SLUICE_SORT_MEMORY_MIB}); by default a quarter of the heap.
   */
  OptionalInt sortMemoryMib();

  /**
   * MiB, unpacked, of raw objects above which a partition is made in parts, by as many invocations
   * as it takes ({@code SLUICE_LARGE_PARTITION_MIB}); by default a quarter of the room for
   * temporary files, 512 at most.
   */
  OptionalInt largePartitionMib();

  /**
   * How many partitions are made at once, each by a thread ({@code SLUICE_ETL_THREADS}), 1 to 6; by
   * default as many as the function's memory has processors.
   */
  OptionalInt etlThreads();

  /**
   * Where temporary files go ({@code SLUICE_TEMP_DIR}): three times the size of the largest
   * partition's packed rows at most.
   */
  @WithDefault("${java.io.tmpdir}")
  Path tempDir();
}
