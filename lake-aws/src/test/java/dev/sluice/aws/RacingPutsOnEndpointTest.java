package dev.sluice.aws;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.RacingPutsContract;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The lake's S3 decides races of the functions' store. */
class RacingPutsOnEndpointTest extends RacingPutsContract {
  @TempDir private static Path directory;
  private static TestEndpoints endpoints;
  private static S3Client s3;

  @BeforeAll
  static void start() throws IOException {
    endpoints = TestEndpoints.servingS3(directory, FaultPlan.NONE);
    s3 = endpoints.client(S3Client.builder().forcePathStyle(true));
  }

  @AfterAll
  static void stop() {
    s3.close();
    endpoints.close();
  }

  @Override
  protected ObjectStore store() {
    return new S3ObjectStore(s3, "lake");
  }
}
