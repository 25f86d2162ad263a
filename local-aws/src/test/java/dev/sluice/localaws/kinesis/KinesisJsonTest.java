package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** As boto3 and the command line speak it: base64 data, times in seconds. */
class KinesisJsonTest extends KinesisOverTheWire {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void speaksJsonToo() throws Exception {
    call(
        "PutRecord",
        "{\"StreamName\":\"readings\",\"PartitionKey\":\"k\",\"Data\":\"eyJhIjoxfQ==\"}");
    JsonNode iterator =
        call(
            "GetShardIterator",
            """
            {"StreamName": "readings", "ShardId": "shardId-000000000000",
             "ShardIteratorType": "AT_TIMESTAMP", "Timestamp": 1780272000.25}
            """);
    JsonNode page = call("GetRecords", iterator.toString());
    JsonNode record = page.path("Records").path(0);
    assertThat(record.path("Data").asText()).isEqualTo("eyJhIjoxfQ==");
    assertThat(record.path("ApproximateArrivalTimestamp").decimalValue())
        .isEqualByComparingTo("1780272000.250");
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    JsonNode error = call("PutRecord", "{\"StreamName\":\"readings\",\"PartitionKey\":\"k\"}");
    assertThat(error.path("__type").asText()).isEqualTo("ValidationException");
    assertThat(error.path("message").asText()).contains("Value null at 'data'");
  }

  private JsonNode call(String operation, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoints.endpoint() + "/"))
            .header("X-Amz-Target", "Kinesis_20131202." + operation)
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }
}
