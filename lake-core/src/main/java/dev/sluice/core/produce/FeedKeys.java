package dev.sluice.core.produce;

import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.source.Feed;
import java.time.Instant;

/**
 * Under which keys a feed's objects lie. Those of a pipeline's only feed don't bear its name.
 *
 * @param pipeline the pipeline's name
 * @param feed the feed's name
 */
public record FeedKeys(String pipeline, String feed) {
  /** The keys of a pipeline's only, unnamed feed. */
  public static FeedKeys only(String pipeline) {
    return new FeedKeys(pipeline, Feed.ONLY);
  }

  /** How far the feed is. */
  public String checkpoint() {
    return layout().checkpoint(name());
  }

  /** What the feed has asked for and not yet sent. */
  public String round() {
    return layout().round(name());
  }

  String truth(Instant tick) {
    return LakeLayout.ofTick(layout().truth(), name(), tick);
  }

  String rejected(Instant tick) {
    return LakeLayout.ofTick(layout().rejected(LakeLayout.Rejected.SOURCE), name(), tick);
  }

  String failed(Instant tick) {
    return LakeLayout.ofTick(layout().failed(), name(), tick);
  }

  private LakeLayout layout() {
    return new LakeLayout(pipeline);
  }

  private String name() {
    return isOnly() ? "" : feed;
  }

  boolean isOnly() {
    return feed.equals(Feed.ONLY);
  }
}
