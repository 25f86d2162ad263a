package dev.sluice.localaws.firehose;

import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.http.JsonService;

/**
 * Firehose as clients speak to it: from direct puts or a Kinesis stream to S3.
 *
 * <p>Deviations: a delivery stream is ACTIVE as soon as it is made, and its configuration does not
 * change; there are no transformations but the delimiter, no dynamic partitions, no formats but
 * JSON as it comes; puts are not limited in their rate; what can't be written is tried for as long
 * as the lake runs, not for 24 hours; shards are those that the stream has at the beginning.
 */
public final class FirehoseService {
  private FirehoseService() {}

  /** The service over those delivery streams. */
  public static AwsService over(DeliveryStreams streams, FaultPlan faults) {
    JsonService service = new JsonService("firehose", "Firehose_20150804");
    new DeliveryStreamOperations(streams).addTo(service);
    new FirehosePutOperations(streams, faults).addTo(service);
    return service;
  }
}
