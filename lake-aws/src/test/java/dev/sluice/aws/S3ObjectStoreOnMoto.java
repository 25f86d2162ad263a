package dev.sluice.aws;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStoreContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.S3Client;

/** The store keeps its contract on moto's S3. */
class S3ObjectStoreOnMoto extends ObjectStoreContract {
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
                .bucket("lake")
                .createBucketConfiguration(place -> place.locationConstraint("eu-central-1")));
  }

  @AfterAll
  static void close() {
    s3.close();
  }

  @Override
  protected ObjectStore store() {
    return new S3ObjectStore(s3, "lake");
  }

  /** moto 5.2 does not look at x-amz-copy-source-if-match. */
  @Override
  protected boolean comparesSourcesOfCopies() {
    return false;
  }
}
