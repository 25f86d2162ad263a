package dev.sluice.local.lake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.s3.CreatedObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells EventBridge of the objects that requests put into those buckets that are set so, as S3
 * does: {@code Object Created}. What the lake itself stores (query results, failed batches) and
 * deletions bring no event here.
 */
final class BucketEvents {
  private final EventBus bus;
  private final Set<String> buckets = ConcurrentHashMap.newKeySet();
  private final AtomicLong sequence = new AtomicLong();

  BucketEvents(EventBus bus) {
    this.bus = bus;
  }

  /** From now on the bucket's events are published. */
  void publishOf(String bucket) {
    buckets.add(bucket);
  }

  void created(CreatedObject object) {
    if (!buckets.contains(object.bucket())) {
      return;
    }
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("version", "0").put("event-version", "1.0");
    detail.putObject("bucket").put("name", object.bucket());
    long number = sequence.incrementAndGet();
    detail
        .putObject("object")
        .put("key", object.key())
        .put("size", object.size())
        .put("etag", object.etag())
        .put("sequencer", "%018X".formatted(number));
    detail
        .put("request-id", "%016X".formatted(number))
        .put("requester", Account.LOCAL.id())
        .put("source-ip-address", "127.0.0.1")
        .put("reason", object.reason());
    bus.publish("aws.s3", "Object Created", List.of("arn:aws:s3:::" + object.bucket()), detail);
  }
}
