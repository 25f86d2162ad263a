package dev.sluice.core.pipeline;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where in the lake's bucket each thing of a pipeline lies. No other class builds such a key.
 * Folders end with a slash.
 *
 * @param pipeline the pipeline's name
 */
public record LakeLayout(String pipeline) {
  /** What begins every key of raw, of trusted, of refined, and of files that land. */
  public static final String RAW = "raw/";

  public static final String TRUSTED = "trusted/";
  public static final String REFINED = "refined/";
  public static final String LANDING = "landing/";

  /** The folder of batches that a function could not process; Lambda puts them there. */
  public static final String UNPROCESSED = "aws/lambda/";

  /** The folder of the results of queries that no pipeline has. */
  public static final String ADHOC_RESULTS = "results/adhoc/";

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd/HH").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TICK =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What begins every key of what is in work; it is not needed any more after some days. */
  public static final String WORK = "work/";

  /** What was rejected, by who rejected it. */
  public enum Rejected {
    /** Records of the stream, which the batch writer rejects: under the days themselves. */
    STREAM(""),
    /** Rows and items of a source. */
    SOURCE("source/"),
    /** Whole files. */
    LANDING("landing/"),
    /** Rows that the ETL can't read. */
    ETL("etl/");

    private final String folder;

    Rejected(String folder) {
      this.folder = folder;
    }
  }

  public LakeLayout {
    if (pipeline.isEmpty() || pipeline.contains("/")) {
      throw new IllegalArgumentException("Not a pipeline's name: '" + pipeline + "'");
    }
  }

  /** The prefix of the stream's raw objects, without a slash at its end. */
  public String raw() {
    return RAW + pipeline;
  }

  /** The prefix of a trusted table that names no location, without a slash at its end. */
  public String trusted(String table) {
    return TRUSTED + pipeline + "/" + unqualified(table);
  }

  /** The folder of the folders of a refined table that names no location. */
  public String refined(String table) {
    return REFINED + pipeline + "/" + unqualified(table) + "/";
  }

  /** A table's name without its database. */
  private static String unqualified(String table) {
    return table.substring(table.indexOf('.') + 1);
  }

  /** The folder of the results of all queries of the pipeline. */
  public String results() {
    return "results/" + pipeline + "/";
  }

  /** The folder of a query's results, or of what the making of a refined table leaves. */
  public String results(String query) {
    return results() + query + "/";
  }

  /** The folder of what runs found of their tables. */
  public String checks() {
    return "checks/" + pipeline + "/";
  }

  /** What a run found. */
  public String checks(long run, Instant startedAt) {
    return checks() + "%06d-%s.json".formatted(run, TICK.format(startedAt));
  }

  /** The folder of what that part of the pipeline rejected. */
  public String rejected(Rejected by) {
    return "rejected/" + pipeline + "/" + by.folder;
  }

  /**
   * Whether a key is in the folder of what that part rejected; STREAM: whether in none of the
   * others.
   */
  public boolean isRejected(Rejected by, String key) {
    if (by != Rejected.STREAM) {
      return key.startsWith(rejected(by));
    }
    return key.startsWith(rejected(by))
        && !isRejected(Rejected.SOURCE, key)
        && !isRejected(Rejected.LANDING, key)
        && !isRejected(Rejected.ETL, key);
  }

  /** The folder of records that could not be delivered. */
  public String failed() {
    return "failed/" + pipeline + "/";
  }

  /** The folder of the simulator's labels. */
  public String truth() {
    return "truth/" + pipeline + "/";
  }

  /**
   * A tick's object in one of the folders.
   *
   * @param feed its name; empty for a pipeline's only one
   */
  public static String ofTick(String folder, String feed, Instant tick) {
    return folder + (feed.isEmpty() ? "" : feed + "/") + TICK.format(tick) + ".json";
  }

  /** The folder of all alerts. */
  public String alerts() {
    return "alerts/" + pipeline + "/";
  }

  /** The folder of an hour's alerts. */
  public String alerts(Instant hour) {
    return alerts() + HOUR.format(hour) + "/";
  }

  /** The folder of all state. */
  public String state() {
    return "state/" + pipeline + "/";
  }

  /** How far a feed is; its name is empty for a pipeline's only one. */
  public String checkpoint(String feed) {
    return state() + "producer" + dashed(feed) + ".json";
  }

  /** Whether a file of {@link #state} is a feed's checkpoint. */
  public static boolean isCheckpoint(String name) {
    return name.matches("producer(-.*)?\\.json");
  }

  /** What a feed has asked an API for and not yet sent. */
  public String round(String feed) {
    return state() + "round" + dashed(feed) + ".json";
  }

  /** The ETL run. */
  public String run() {
    return state() + "run.json";
  }

  /** How far an erasure is. */
  public String erasure() {
    return state() + "erase.json";
  }

  /** The report of the Spark job. */
  public String job() {
    return state() + "job.json";
  }

  /** The definition for the Spark job. */
  public String definition() {
    return state() + "definition.zip";
  }

  /** How far digests are. */
  public String digest() {
    return state() + "digest.json";
  }

  /** The folder of what Iceberg tables are made of. */
  public String iceberg() {
    return state() + "iceberg/";
  }

  /** The folder of what is in work. */
  public String work() {
    return WORK + pipeline + "/";
  }

  /**
   * The folder of parts of a partition that is too large to be made in one go.
   *
   * @param partition its path; empty if the table is one object
   */
  public String parts(String table, String partition) {
    return work() + "parts/" + table + (partition.isEmpty() ? "" : "/" + partition) + "/";
  }

  /** What runs know of raw. */
  public String rawSurvey() {
    return survey() + "raw.gz";
  }

  /**
   * A mark of raw folders that runs have to look at.
   *
   * @param from when their time begins
   * @param to when it ends
   * @param name that no other mark has
   */
  public String rawMark(String input, Instant from, Instant to, String name) {
    return "%s%s/%d_%d/%s"
        .formatted(rawMarks(), input, from.getEpochSecond(), to.getEpochSecond(), name);
  }

  /** The folder of marks of raw folders that runs have to look at. */
  public String rawMarks() {
    return survey() + "marks/";
  }

  /** The folder of what runs know of tables. */
  public String knownTables() {
    return survey() + "tables/";
  }

  /** The folder of what runs know, so that they need not list or read it. */
  public String survey() {
    return state() + "survey/";
  }

  /** The folder of the ledger of files that landed. */
  public String ledger() {
    return state() + LANDING;
  }

  /** What was granted of the budget of alerts in that hour of the day. */
  public String budget(Instant hour) {
    return "%sbudget-%02d.json".formatted(memories(), hour.atOffset(ZoneOffset.UTC).getHour());
  }

  /** The folder of what rules remember. */
  public String memories() {
    return state() + "alerts/";
  }

  /** What rules remember of a shard; generations take turns. */
  public String memory(String shard, int generation) {
    return memories() + shard + "-" + generation + ".json";
  }

  private static String dashed(String feed) {
    return feed.isEmpty() ? "" : "-" + feed;
  }
}
