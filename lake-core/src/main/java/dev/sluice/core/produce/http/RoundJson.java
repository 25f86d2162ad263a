package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A round as JSON. Records are texts in it: their bytes come back as they were. */
final class RoundJson {
  private final ObjectMapper mapper;

  RoundJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  byte[] write(AskedRound round) throws IOException {
    ObjectNode node = mapper.createObjectNode();
    node.put("tick", round.tick().toString());
    node.put("complete", round.isComplete());
    node.put("notBefore", round.notBefore().toString());
    node.put("hour", round.usage().hour().toString()).put("inHour", round.usage().inHour());
    node.put("day", round.usage().day().toString()).put("inDay", round.usage().inDay());
    ArrayNode open = node.putArray("open");
    new TreeSet<>(round.open()).forEach(open::add);
    ArrayNode taken = node.putArray("taken");
    round.taken().forEach((label, each) -> write(taken.addObject().put("request", label), each));
    return mapper.writeValueAsBytes(node);
  }

  private static void write(ObjectNode node, Taken taken) {
    taken.missed().ifPresent(reason -> node.put("missed", reason));
    taken.lastPage().ifPresent(page -> node.put("lastPage", page));
    ArrayNode entries = node.putArray("entries");
    for (Entry entry : taken.entries()) {
      entries.addObject().put("key", entry.key()).put("data", new String(entry.data(), UTF_8));
    }
    ArrayNode rejected = node.putArray("rejected");
    for (RejectedRow row : taken.rejected()) {
      rejected
          .addObject()
          .put("reason", row.reason())
          .put("file", row.file())
          .put("line", row.line())
          .put("text", row.text());
    }
    ObjectNode names = node.putObject("names");
    taken.names().forEach(names::put);
  }

  AskedRound read(JsonNode node) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    node.path("taken").forEach(each -> taken.put(each.path("request").asText(), taken(each)));
    Set<String> open = new TreeSet<>();
    node.path("open").forEach(host -> open.add(host.asText()));
    return new AskedRound(
        time(node, "tick"),
        node.path("complete").asBoolean(),
        time(node, "notBefore"),
        new Usage(
            time(node, "hour"),
            node.path("inHour").asInt(),
            time(node, "day"),
            node.path("inDay").asInt()),
        open,
        taken);
  }

  private static Taken taken(JsonNode node) {
    List<Entry> entries = new ArrayList<>();
    node.path("entries")
        .forEach(
            entry ->
                entries.add(
                    new Entry(
                        entry.path("key").asText(), entry.path("data").asText().getBytes(UTF_8))));
    List<RejectedRow> rejected = new ArrayList<>();
    for (JsonNode row : node.path("rejected")) {
      rejected.add(
          new RejectedRow(
              row.path("reason").asText(),
              row.path("file").asText(),
              row.path("line").asLong(),
              row.path("text").asText()));
    }
    Map<String, String> names = new HashMap<>();
    node.path("names").properties().forEach(e -> names.put(e.getKey(), e.getValue().asText()));
    return new Taken(
        entries,
        rejected,
        node.has("lastPage") ? Optional.of(node.get("lastPage").asInt()) : Optional.empty(),
        names,
        node.has("missed") ? Optional.of(node.get("missed").asText()) : Optional.empty());
  }

  private static Instant time(JsonNode node, String name) {
    return Instant.parse(node.path(name).asText());
  }
}
