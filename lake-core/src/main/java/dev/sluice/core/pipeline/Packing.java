package dev.sluice.core.pipeline;

/**
 * What has to be taken off the stream's records before they are JSON objects of the schema.
 *
 * @param compression of each record
 * @param envelope around one or several records
 */
public record Packing(Compression compression, Envelope envelope) {
  /** Records come as they are. */
  public static final Packing PLAIN = new Packing(Compression.NONE, Envelope.NONE);

  /** How a record is compressed. */
  public enum Compression {
    /** Not at all: what is compressed is rejected. */
    NONE,
    /** With gzip or not, as its first bytes say. */
    AUTO,
    /** With gzip: what is not is rejected. */
    GZIP
  }

  /** What is around records. */
  public enum Envelope {
    NONE,
    /** A message of a CloudWatch Logs subscription: each of its log events is a record. */
    CLOUDWATCH_LOGS
  }
}
