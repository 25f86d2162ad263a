package dev.sluice.localaws.s3;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The local S3 on a port, with the bucket {@code lake}, and a client of it. */
abstract class S3OverTheWire {
  @TempDir Path directory;
  TestEndpoints endpoints;
  S3Client s3;

  @BeforeEach
  void start() throws IOException {
    endpoints = TestEndpoints.servingS3(directory, FaultPlan.NONE);
    s3 = endpoints.client(S3Client.builder().forcePathStyle(true));
  }

  @AfterEach
  void stop() {
    s3.close();
    endpoints.close();
  }

  final String put(String key, String content) {
    return s3.putObject(r -> r.bucket("lake").key(key), RequestBody.fromString(content)).eTag();
  }

  final String content(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("lake").key(key)).asUtf8String();
  }
}
