package dev.sluice.local.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.http.JsonService;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GlueStatusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void tellsOfAPipelinesCrawlersAndJobRuns() throws IOException {
    JsonService glue =
        new JsonService("glue", "AWSGlue")
            .on(
                "GetCrawlers",
                input ->
                    read(
                        """
                        {"Crawlers": [{"Name": "other-raw", "State": "RUNNING"},
                          {"Name": "sluice-farm-raw", "State": "READY", "LastCrawl":
                            {"Status": "FAILED", "StartTime": 1780315200, "ErrorMessage": "no bucket"}},
                          {"Name": "sluice-farm-trusted", "State": "READY"}]}
                        """))
            .on("GetJobs", input -> read("{\"Jobs\": [{\"Name\": \"sluice-farm-transform\"}]}"))
            .on(
                "GetJobRuns",
                input ->
                    read(
                        """
                        {"JobRuns": [{"JobRunState": "SUCCEEDED", "StartedOn": 1780315200.5,
                          "ExecutionTime": 12}]}
                        """));
    try (TestEndpoints port = TestEndpoints.serving(glue)) {
      assertThat(new GlueStatus(new LakeClient(port.endpoint(), "local"), "sluice-farm").lines())
          .containsExactly(
              "crawler sluice-farm-raw: FAILED at 2026-06-01T12:00:00Z: no bucket",
              "crawler sluice-farm-trusted: has not run yet",
              "job sluice-farm-transform: SUCCEEDED at 2026-06-01T12:00:00Z, 12 s");
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
