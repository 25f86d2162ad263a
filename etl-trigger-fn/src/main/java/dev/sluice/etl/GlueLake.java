package dev.sluice.etl;

import dev.sluice.aws.FunctionStart;
import dev.sluice.aws.GlueMetadataCatalog;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.iceberg.IcebergLake;
import dev.sluice.iceberg.ObjectCache;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;

/** The pipeline's Iceberg tables in Glue, made when somebody first asks for them. */
final class GlueLake implements Supplier<IcebergLake> {
  static final ClientOverrideConfiguration TIMEOUTS =
      ClientOverrideConfiguration.builder()
          .apiCallAttemptTimeout(Duration.ofSeconds(10))
          .apiCallTimeout(Duration.ofSeconds(40))
          .build();

  /** Of metadata that never changes: what two runs in a row have in common. */
  private static final long CACHE_BYTES = 16L << 20;

  private final FunctionStart start;
  private final EtlConfig config;
  private final GlueClient glue;
  private IcebergLake lake;

  GlueLake(FunctionStart start, EtlConfig config) {
    this.start = start;
    this.config = config;
    glue = client(TIMEOUTS);
  }

  GlueClient glue() {
    return glue;
  }

  @Override
  public synchronized IcebergLake get() {
    if (lake == null) {
      GlueClient once =
          client(TIMEOUTS.toBuilder().retryStrategy(GlueMetadataCatalog.retries()).build());
      lake =
          new IcebergLake(
              new GlueMetadataCatalog(glue, once, config.database()),
              start.store(),
              config.bucket(),
              new LakeLayout(start.pipeline().name()).iceberg(),
              new ObjectCache(CACHE_BYTES),
              pause -> Thread.sleep(pause.toMillis()));
    }
    return lake;
  }

  private static GlueClient client(ClientOverrideConfiguration configuration) {
    return GlueClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(configuration)
        .build();
  }
}
