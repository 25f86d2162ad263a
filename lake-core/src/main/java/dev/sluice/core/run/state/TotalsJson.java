package dev.sluice.core.run.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.TablePin;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.flaw.FlawsJson;
import dev.sluice.core.trusted.rows.CountsJson;
import dev.sluice.core.trusted.rows.RowTotals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Totals of tables as JSON. */
public final class TotalsJson {
  private TotalsJson() {}

  public static void write(ObjectNode node, Map<String, TableTotals> tables) {
    tables.forEach(
        (name, table) -> {
          ObjectNode one = node.putObject(name);
          one.put("partitions", table.partitions()).put("rewritten", table.rewritten());
          CountsJson.write(one, table.counts());
          FlawsJson.write(one.putArray("flaws"), table.rows().flaws().all());
          FlawsJson.write(one.putArray("made"), table.made().all());
          FlawsJson.write(one.putArray("refused"), table.refused().all());
          table.rows().newest().ifPresent(newest -> one.put("newest", newest.toString()));
          one.put("fingerprint", table.fingerprint());
          table.pin().ifPresent(pin -> write(one.putObject("pinned"), pin));
        });
  }

  private static void write(ObjectNode node, TablePin pin) {
    node.put("snapshot", pin.snapshot())
        .put("since", pin.since().toString())
        .put("rows", pin.rows());
    pin.hidden()
        .ifPresent(hidden -> node.put("from", "" + hidden.from()).put("to", "" + hidden.to()));
  }

  private static Optional<TablePin> pin(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new TablePin(
                node.path("snapshot").asText(),
                Instant.parse(node.path("since").asText()),
                node.path("rows").asLong(),
                node.has("from")
                    ? Optional.of(
                        new Period(
                            Instant.parse(node.path("from").asText()),
                            Instant.parse(node.path("to").asText())))
                    : Optional.empty()));
  }

  static Map<String, TableTotals> read(JsonNode node) {
    Map<String, TableTotals> tables = new LinkedHashMap<>();
    node.properties().forEach(entry -> tables.put(entry.getKey(), readOne(entry.getValue())));
    return tables;
  }

  private static TableTotals readOne(JsonNode node) {
    return new TableTotals(
        node.path("partitions").asLong(),
        node.path("rewritten").asLong(),
        node.path("fingerprint").asText(""),
        new RowTotals(
            CountsJson.read(node),
            new Flaws(FlawsJson.read(node.path("flaws"))),
            Optional.of(node.path("newest").asText(""))
                .filter(t -> !t.isEmpty())
                .map(Instant::parse)),
        new Flaws(FlawsJson.read(node.path("made"))),
        new Flaws(FlawsJson.read(node.path("refused"))),
        pin(node.path("pinned")));
  }
}
