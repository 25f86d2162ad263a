package dev.sluice.localaws.firehose;

import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.kinesis.KinesisStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The delivery streams of the lake. Thread-safe. */
public final class DeliveryStreams {
  private static final int MOST = 5_000;

  private final Account account;
  private final Timeline timeline;
  private final KinesisStreams sources;
  private final KinesisStreams own;
  private final DeliveryTargets targets;
  private final ConcurrentSkipListMap<String, DeliveryStream> streams =
      new ConcurrentSkipListMap<>();

  /**
   * None yet; deliveries happen on the timeline.
   *
   * @param sources that delivery streams may read
   * @param own keeps what is put directly until it is delivered
   */
  public DeliveryStreams(
      Account account,
      Timeline timeline,
      KinesisStreams sources,
      KinesisStreams own,
      DeliveryTargets targets) {
    this.account = account;
    this.timeline = timeline;
    this.sources = sources;
    this.own = own;
    this.targets = targets;
  }

  /**
   * Makes a delivery stream, ready at once. One with a source reads it from now on.
   *
   * @throws AwsException a prefix is wrong, the source is missing or the name is taken
   */
  public synchronized void create(DeliverySettings settings) {
    settings.keyPrefix();
    if (streams.containsKey(settings.name())) {
      throw AwsException.invalid(
          "ResourceInUseException",
          "Firehose %s under accountId %s already exists".formatted(settings.name(), account.id()));
    }
    if (streams.size() >= MOST) {
      throw AwsException.invalid(
          "LimitExceededException", "There are %d Firehose streams already.".formatted(MOST));
    }
    streams.put(settings.name(), start(settings));
  }

  private DeliveryStream start(DeliverySettings settings) {
    try {
      return settings.sourceStream().isPresent()
          ? DeliveryStream.ofStream(settings, sources, timeline, targets)
          : DeliveryStream.ofPuts(settings, own, timeline, targets);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not make the Firehose " + settings.name(), e);
    }
  }

  synchronized void delete(String name) {
    DeliveryStream removed = get(name);
    removed.stop();
    streams.remove(name);
    Optional<String> source = removed.settings().sourceStream();
    if (source.isEmpty()) {
      own.delete(name);
      return;
    }
    try {
      sources.forget(source.get(), DeliveryStream.reader(name));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Could not delete how far the Firehose %s is".formatted(name), e);
    }
  }

  DeliveryStream get(String name) {
    DeliveryStream stream = streams.get(name);
    if (stream == null) {
      throw AwsException.invalid(
          "ResourceNotFoundException",
          "Firehose %s under account %s not found.".formatted(name, account.id()));
    }
    return stream;
  }

  /** All names, sorted. */
  public List<String> names() {
    return List.copyOf(streams.keySet());
  }

  String arn(String name) {
    return account.arn("firehose", "deliverystream/" + name);
  }

  String sourceArn(String stream) {
    return sources.arn(stream);
  }
}
