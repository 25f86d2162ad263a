package dev.sluice.core.trusted.survey;

import java.time.Instant;
import java.util.Map;

/**
 * What is in raw, as far as it was listed now or before.
 *
 * @param inputs what each has, by name
 * @param isWhole whether all was listed at least once, and all that had to be listed again
 * @param audited when the last listing of everything began that has come to its end
 */
public record SurveyedRaw(
    Map<String, RawIndex> inputs, boolean isWhole, Instant audited, Looked looked) {
  public SurveyedRaw {
    inputs = Map.copyOf(inputs);
  }

  /**
   * What a run looked at.
   *
   * @param objects that were listed
   * @param folders partitions of raw that are known, listed or not
   * @param marks of older folders that were listed too
   * @param audit how far the listing of everything is, in words
   */
  public record Looked(long objects, long folders, long marks, String audit) {
    /** Nothing. */
    public static final Looked NOTHING = new Looked(0, 0, 0, "none");

    /** With objects that were listed otherwise. */
    public Looked plus(long listed) {
      return new Looked(objects + listed, folders, marks, audit);
    }

    @Override
    public String toString() {
      return "%d raw objects listed, %d raw folders known, %d older folders marked, audit: %s"
          .formatted(objects, folders, marks, audit);
    }
  }
}
