package dev.sluice.job;

import dev.sluice.aws.GlueMetadataCatalog;
import dev.sluice.aws.IdleConnections;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.iceberg.IcebergLake;
import dev.sluice.iceberg.ObjectCache;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket of S3. Endpoint, region and credentials are the SDK's own settings: on Glue the job's
 * role, on a laptop {@code AWS_ENDPOINT_URL} and its like.
 */
record S3Access(String bucket) implements LakeAccess {
  private static final long serialVersionUID = 1;
  private static final long CACHE_BYTES = 64 << 20;

  /** As many as an executor of Glue's larger workers has, G.2X. */
  private static final int TASKS = 8;

  private static final Map<String, ObjectStore> STORES = new ConcurrentHashMap<>();

  @Override
  public ObjectStore store() {
    return STORES.computeIfAbsent(bucket, name -> new S3ObjectStore(client(), name));
  }

  @Override
  public IcebergLake tables(String database, String pipeline) {
    if (database.isEmpty()) {
      throw new IllegalArgumentException(
          "The job lacks --database, and '%s' has tables of format iceberg; etl-trigger-fn starts it with the catalog's database"
              .formatted(pipeline));
    }
    GlueClient glue =
        GlueClient.builder()
            .region(region())
            .httpClientBuilder(http())
            .overrideConfiguration(
                settings -> settings.retryStrategy(GlueMetadataCatalog.retries()))
            .build();
    return new IcebergLake(
        new GlueMetadataCatalog(glue, database),
        store(),
        bucket,
        new LakeLayout(pipeline).iceberg(),
        new ObjectCache(CACHE_BYTES),
        pause -> Thread.sleep(pause.toMillis()));
  }

  private static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(5))
        .socketTimeout(Duration.ofSeconds(60));
  }

  private static S3Client client() {
    IdleConnections.keep(TASKS * ObjectsAhead.Limits.USUAL.objects());
    return S3Client.builder()
        .region(region())
        // Where the region isn't known, S3 tells in which one the bucket is.
        .crossRegionAccessEnabled(true)
        .forcePathStyle(true)
        .httpClientBuilder(http())
        .build();
  }

  private static Region region() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException unknown) {
      return Region.US_EAST_1;
    }
  }
}
