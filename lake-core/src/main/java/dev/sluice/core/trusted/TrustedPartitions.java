package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.survey.RawIndex;
import dev.sluice.core.trusted.survey.RawListing;
import dev.sluice.core.trusted.survey.SurveyedRaw.Looked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is in raw, by trusted partition.
 *
 * @param partitions of all tables: by input, then table, in the pipeline's order, then by path
 * @param strayKeys keys that are not in the layout; at most {@value #MOST_STRAYS} are kept
 * @param strays how many such keys there are
 * @param unread why tables could not be looked at, by name: nobody knows what they have
 * @param looked what of raw was listed for it
 */
public record TrustedPartitions(
    List<TrustedPartition> partitions,
    List<String> strayKeys,
    long strays,
    Map<String, String> unread,
    Looked looked) {
  /** Nothing. */
  public static final TrustedPartitions NONE =
      new TrustedPartitions(List.of(), List.of(), 0, Map.of(), Looked.NOTHING);

  static final int MOST_STRAYS = 20;

  public TrustedPartitions {
    partitions = List.copyOf(partitions);
    strayKeys = List.copyOf(strayKeys);
    unread = Map.copyOf(unread);
  }

  /**
   * Groups the listing of an input by the partitions of the tables that are made of it. Objects are
   * counted and fingerprinted as they pass, not kept. Keys that end with a slash (folders, as
   * consoles make them) are passed over.
   */
  public static TrustedPartitions of(Pipeline pipeline, Input input, Stream<ObjectInfo> listing) {
    RawListing raw = new RawListing(input);
    listing.forEach(raw::add);
    return of(pipeline, input, raw.found());
  }

  /** The same of what is known of an input. */
  static TrustedPartitions of(Pipeline pipeline, Input input, RawIndex raw) {
    return new RawPartitions(pipeline, input, raw).all();
  }

  /** The same, after that look at raw. */
  public TrustedPartitions after(Looked look) {
    return new TrustedPartitions(partitions, strayKeys, strays, unread, look);
  }

  /** These and others. */
  public TrustedPartitions plus(TrustedPartitions other) {
    List<String> keys = new ArrayList<>(strayKeys);
    other.strayKeys.stream().limit(MOST_STRAYS - keys.size()).forEach(keys::add);
    List<TrustedPartition> all = new ArrayList<>(partitions);
    all.addAll(other.partitions);
    Map<String, String> reasons = new HashMap<>(unread);
    reasons.putAll(other.unread);
    return new TrustedPartitions(all, keys, strays + other.strays, reasons, looked);
  }

  /** The partitions of one table. */
  public List<TrustedPartition> of(TrustedTable table) {
    return partitions.stream().filter(partition -> partition.table().equals(table)).toList();
  }
}
