package dev.sluice.job;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The job's entry. It brings the trusted partitions of a pipeline up to date, as the embedded
 * engine does, and tells in {@code state/PIPELINE/job.json}. A raw object that can't be read leaves
 * its partition as it was, and doesn't fail the job.
 */
public final class TransformJob {
  private TransformJob() {}

  /**
   * Runs it.
   *
   * @param arguments as Glue hands them over: {@code --bucket}, {@code --pipeline}, {@code
   *     --definition}, {@code --run}, {@code --time}, and perhaps {@code --settings}, {@code
   *     --database}, {@code --raw-kept-days}, {@code --rebuild}; others are ignored
   * @throws IOException if the lake can't be read or written
   */
  public static void main(String[] arguments) throws IOException {
    JobArguments asked = JobArguments.parse(arguments);
    boolean isOwn = SparkSession.getDefaultSession().isEmpty();
    SparkSession spark = session(asked.pipeline());
    try {
      new TransformRun(spark, new S3Access(asked.bucket()), System.out::println).run(asked);
    } finally {
      if (isOwn) {
        spark.stop();
      }
    }
  }

  private static SparkSession session(String pipeline) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    return SparkSession.builder()
        .config(conf)
        .appName("sluice-" + pipeline)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.adaptive.enabled", "false")
        .getOrCreate();
  }
}
