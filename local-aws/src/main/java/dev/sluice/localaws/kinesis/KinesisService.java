package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.http.JsonService;

/**
 * Kinesis as clients speak to it, in JSON and CBOR.
 *
 * <p>Deviations: a stream is ACTIVE as soon as it is made; shards are not split or merged; records
 * are at most 1 MiB; there is no enhanced fan-out; encryption is not done.
 */
public final class KinesisService {
  private KinesisService() {}

  /** The service over those streams. */
  public static AwsService over(KinesisStreams streams, FaultPlan faults) {
    JsonService service = new JsonService("kinesis", "Kinesis_20131202");
    new StreamOperations(streams).addTo(service);
    new PutOperations(streams, faults).addTo(service);
    new GetOperations(streams).addTo(service);
    return service;
  }
}
