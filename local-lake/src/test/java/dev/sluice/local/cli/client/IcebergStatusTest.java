package dev.sluice.local.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.http.JsonService;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class IcebergStatusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String METADATA =
      """
      {"current-snapshot-id": 12, "properties": {"sluice.pinned": "12 2026-06-01T12:00:00Z"},
       "snapshots": [
        {"snapshot-id": 12, "summary": {"total-records": "1200", "total-data-files": "3",
          "total-files-size": "2500000"}},
        {"snapshot-id": 13, "summary": {"total-records": "1", "total-data-files": "1"}}]}
      """;

  @Test
  void tellsFilesSizeSnapshotsAndThePin() throws IOException {
    InMemoryObjectStore bucket = new InMemoryObjectStore();
    bucket.put(PutObject.of("trusted/m.json", METADATA.getBytes(UTF_8), "application/json"));
    JsonService glue =
        new JsonService("glue", "AWSGlue")
            .on(
                "GetTables",
                input ->
                    read(
                        """
                        {"TableList": [{"Name": "plain", "Parameters": {"EXTERNAL": "TRUE"}},
                          {"Name": "readings", "Parameters": {"table_type": "ICEBERG",
                            "metadata_location": "s3://lake/trusted/m.json"}},
                          {"Name": "lost", "Parameters": {"table_type": "ICEBERG",
                            "metadata_location": "s3://lake/trusted/gone.json"}}]}
                        """));
    try (TestEndpoints port = TestEndpoints.serving(glue)) {
      LakeClient lake = new LakeClient(port.endpoint(), "local");
      assertThat(new IcebergStatus(lake, "farm", bucket).lines())
          .containsExactly(
              "readings: 1,200 rows, 2.50 MB; files: 3, snapshots: 2, pinned at snapshot 12 since"
                  + " 2026-06-01T12:00:00Z",
              "lost: its metadata, s3://lake/trusted/gone.json, is gone");
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
