package dev.sluice.core.produce;

import dev.sluice.core.pipeline.source.Feed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Under which keys a feed's objects lie. Those of a pipeline's only feed don't bear its name.
 *
 * @param pipeline the pipeline's name
 * @param feed the feed's name
 */
public record FeedKeys(String pipeline, String feed) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The keys of a pipeline's only, unnamed feed. */
  public static FeedKeys only(String pipeline) {
    return new FeedKeys(pipeline, Feed.ONLY);
  }

  /** How far the feed is: {@code state/PIPELINE/producer[-FEED].json}. */
  public String checkpoint() {
    return "state/" + pipeline + "/producer" + named("-") + ".json";
  }

  /** What the feed has asked for and not yet sent: {@code state/PIPELINE/round[-FEED].json}. */
  public String round() {
    return "state/" + pipeline + "/round" + named("-") + ".json";
  }

  String truth(Instant tick) {
    return key("truth/" + pipeline, tick);
  }

  String rejected(Instant tick) {
    return key("rejected/" + pipeline + "/source", tick);
  }

  String failed(Instant tick) {
    return key("failed/" + pipeline, tick);
  }

  private String key(String prefix, Instant tick) {
    return prefix + named("/") + '/' + NAME.format(tick) + ".json";
  }

  private String named(String separator) {
    return isOnly() ? "" : separator + feed;
  }

  boolean isOnly() {
    return feed.equals(Feed.ONLY);
  }
}
