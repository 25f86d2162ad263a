package dev.sluice.core.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.alert.text.Fingerprint;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The alerts of a batch as they are kept in the lake, sent or not: {@code
 * alerts/PIPELINE/2026-06-01/12/SHARD-….json}, one a line. The key comes from the alerts, so that a
 * batch that is sent again writes the same object, and one that goes on from where it failed
 * another.
 */
final class KeptAlerts {

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> fingerprints = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();

  void add(Alert alert, boolean isSent) {
    ObjectNode node = json.createObjectNode();
    alert.labels().asMap().forEach(node::put);
    node.put("sms", alert.attributes().get("sms"))
        .put("sent", isSent)
        .put("subject", alert.subject())
        .put("body", alert.body());
    lines.append(node).append('\n');
    fingerprints.add(alert.labels().fingerprint());
  }

  /** Stores them, if there are any. */
  void storeIn(ObjectStore store, String folder, String shard) throws IOException {
    if (!fingerprints.isEmpty()) {
      String key = folder + shard + "-" + Fingerprint.of(fingerprints.toArray(String[]::new));
      byte[] bytes = lines.toString().getBytes(UTF_8);
      store.put(PutObject.of(key + ".json", bytes, "application/x-ndjson"));
    }
  }
}
