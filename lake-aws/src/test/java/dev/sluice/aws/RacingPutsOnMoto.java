package dev.sluice.aws;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.RacingPutsContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.S3Client;

/** moto's S3 decides races of the functions' store. */
class RacingPutsOnMoto extends RacingPutsContract {
  private static S3Client s3;

  @BeforeAll
  static void makeBucket() {
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create(System.getProperty("sluice.moto.endpoint")))
            .forcePathStyle(true)
            .build();
    s3.createBucket(
        bucket ->
            bucket
                .bucket("races")
                .createBucketConfiguration(place -> place.locationConstraint("eu-central-1")));
  }

  @AfterAll
  static void close() {
    s3.close();
  }

  @Override
  protected ObjectStore store() {
    return new S3ObjectStore(s3, "races");
  }
}
