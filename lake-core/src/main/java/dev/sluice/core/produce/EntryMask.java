package dev.sluice.core.produce;

import dev.sluice.core.mask.RecordMask;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.produce.deliver.Entry;
import java.util.Arrays;
import java.util.Optional;

/** Masks what a source yields before it is sent or kept. Not thread-safe. */
public final class EntryMask {
  /** Nothing is masked. */
  public static final EntryMask NONE = new EntryMask(Optional.empty());

  private final Optional<RecordMask> mask;

  /** With the masks of the pipeline, if it has some. */
  public EntryMask(Optional<RecordMasks> masks) {
    mask = masks.map(RecordMasks::begin);
  }

  /** A record, masked, under the key that it has then. */
  public Entry entry(Entry entry) {
    return mask.map(each -> entry(entry, each)).orElse(entry);
  }

  /** A row that is not a record: nobody can tell what in it has to be masked. */
  public RejectedRow row(RejectedRow row) {
    return mask.map(each -> row(row, each)).orElse(row);
  }

  /** A text that stands for the value of a field, masked as that. */
  public String text(String field, String value) {
    return mask.map(each -> each.text(field, value)).orElse(value);
  }

  /** A text that is kept only to know it again: with masks their HMAC, so that nobody can try. */
  public String keyed(String text) {
    return mask.map(each -> each.digest(text)).orElse(text);
  }

  private static Entry entry(Entry entry, RecordMask mask) {
    mask.reset();
    mask.mask(entry.data(), 0, entry.data().length);
    return new Entry(mask.partitionKey(entry.key()), Arrays.copyOf(mask.data(), mask.size()));
  }

  /** Behind a colon, a reason may quote what it is about. */
  private static RejectedRow row(RejectedRow row, RecordMask mask) {
    String reason = row.reason().split(": ", 2)[0];
    return new RejectedRow(reason, row.file(), row.line(), mask.withheld(row.text()));
  }
}
