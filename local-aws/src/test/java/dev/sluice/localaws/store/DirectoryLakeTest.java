package dev.sluice.localaws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.fault.FaultPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class DirectoryLakeTest {
  @TempDir private Path directory;
  private DirectoryLake lake;

  @BeforeEach
  void makeBucket() throws IOException {
    lake = new DirectoryLake(directory);
    Files.createDirectories(directory.resolve("lake"));
  }

  @Test
  void sharesItsObjectsWithTheS3Endpoint() throws IOException {
    try (TestEndpoints endpoints = TestEndpoints.servingS3(directory, FaultPlan.NONE);
        S3Client s3 = endpoints.client(S3Client.builder().forcePathStyle(true))) {
      lake.put(S3Location.parse("s3://lake/results/q.csv"), bytes("\"a\"\n"));
      String etag =
          s3.putObject(r -> r.bucket("lake").key("same.csv"), RequestBody.fromString("\"a\"\n"))
              .eTag();

      ResponseBytes<GetObjectResponse> read =
          s3.getObjectAsBytes(r -> r.bucket("lake").key("results/q.csv"));

      assertThat(read.asUtf8String()).isEqualTo("\"a\"\n");
      assertThat(read.response().eTag()).isEqualTo(etag);
      assertThat(lake.get(S3Location.parse("s3://lake/same.csv"))).isEqualTo(bytes("\"a\"\n"));
    }
  }

  @Test
  void listsObjectsByPrefixWhateverTheirNames() throws IOException {
    write("t/year=2026/a.parquet");
    write("t/year=2026/STREAM-1-2026-06-01-00-00-00-0f8fad5b-d9cb-469f-a165-70867728950e");
    write("t/year=2026/a.parquet-0f8fad5b-d9cb-469f-a165-70867728950e");
    write("table2/a.parquet");

    assertThat(lake.list("lake", "t/year="))
        .extracting(LakeFiles.LakeFile::key)
        .containsExactly(
            "t/year=2026/STREAM-1-2026-06-01-00-00-00-0f8fad5b-d9cb-469f-a165-70867728950e",
            "t/year=2026/a.parquet",
            "t/year=2026/a.parquet-0f8fad5b-d9cb-469f-a165-70867728950e");
    assertThat(lake.list("lake", "")).hasSize(4);
    assertThat(lake.list("none", "")).isEmpty();
  }

  @Test
  void writesOutsideOfTheBucketAndLeavesNoDraft() throws IOException {
    S3Location folder = S3Location.parse("s3://lake/a/b");
    lake.put(folder, bytes("x"));

    assertThatThrownBy(() -> lake.put(S3Location.parse("s3://lake/a/b/c"), bytes("y")))
        .isInstanceOf(IOException.class);

    assertThat(lake.list("lake", "")).extracting(LakeFiles.LakeFile::key).containsExactly("a/b");
    assertThat(directory.resolve(ObjectFiles.DRAFTS)).isEmptyDirectory();
  }

  @Test
  void staysInItsBuckets() {
    S3Location outside = new S3Location("lake", "../../x");

    assertThatThrownBy(() -> lake.put(outside, bytes("x"))).hasMessageContaining("leaves");
    assertThatThrownBy(() -> lake.put(S3Location.parse("s3://none/x"), bytes("x")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none does not exist");
  }

  private void write(String key) throws IOException {
    Path file = directory.resolve("lake").resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes("x"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
