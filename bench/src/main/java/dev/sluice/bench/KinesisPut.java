package dev.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Callers;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** PutRecords to a stream of a local lake; what is throttled is put again. */
record KinesisPut(URI endpoint, String stream, int shards, HttpClient client) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);

  /** A record for a shard. */
  record Entry(String key, int shard, byte[] data) {}

  /** Returns when all are stored, how often one of them had to be put again. */
  long put(List<Entry> entries) throws IOException, InterruptedException {
    long again = 0;
    for (List<Entry> left = entries; !left.isEmpty(); again += left.size()) {
      left = refused(left);
    }
    return again;
  }

  private List<Entry> refused(List<Entry> entries) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request(entries), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("PutRecords: " + new String(response.body()));
    }
    JsonNode results = JSON.readTree(response.body()).path("Records");
    List<Entry> refused = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (results.path(i).has("ErrorCode")) {
        refused.add(entries.get(i));
      }
    }
    return refused;
  }

  private HttpRequest request(List<Entry> entries) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("StreamName", stream);
    ArrayNode records = body.putArray("Records");
    for (Entry entry : entries) {
      records
          .addObject()
          .put("PartitionKey", entry.key())
          .put("ExplicitHashKey", hashKey(entry.shard()))
          .put("Data", entry.data());
    }
    return HttpRequest.newBuilder(endpoint)
        .header("Content-Type", "application/x-amz-json-1.1")
        .header("X-Amz-Target", "Kinesis_20131202.PutRecords")
        .header("Authorization", Callers.authorization(Callers.LOCAL.key(), "kinesis"))
        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
        .build();
  }

  /** The middle of the shard's range. */
  private String hashKey(int shard) {
    return KEYS.multiply(BigInteger.valueOf(2L * shard + 1))
        .divide(BigInteger.valueOf(2L * shards))
        .toString();
  }
}
