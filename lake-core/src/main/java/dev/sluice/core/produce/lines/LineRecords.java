package dev.sluice.core.produce.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.LinesSource.Csv;
import dev.sluice.core.pipeline.source.LinesSource.Readings;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.item.ItemWriter.UnfitItemException;
import dev.sluice.core.produce.item.JsonText;
import dev.sluice.core.produce.item.RecordItems;
import dev.sluice.core.produce.item.TickNames;
import dev.sluice.core.record.Encodings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes records of lines. What is none is rejected with its reason. Not thread-safe. */
final class LineRecords {
  /** A metric of a line; of one that is a single record, the only one, without a name. */
  private record Metric(String name, Optional<JsonPointer> value, RecordItems items) {}

  private final LinesSource source;
  private final String host;
  private final ObjectMapper mapper = RecordItems.mapper();
  private final ObjectReader json =
      mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final Optional<CsvLines> csv;
  private final List<Metric> metrics = new ArrayList<>();

  /** What is taken of a batch. */
  record Taken(List<Entry> entries, List<RejectedRow> rejected) {}

  LineRecords(LinesSource source, RecordSpec record, String host) throws IOException {
    this.source = source;
    this.host = host;
    this.csv =
        source.format() instanceof Csv format
            ? Optional.of(new CsvLines(format, mapper))
            : Optional.empty();
    Items items = source.items();
    boolean isText = csv.isPresent();
    if (source.readings().isEmpty()) {
      metrics.add(new Metric("", Optional.empty(), new RecordItems(items, record, mapper, isText)));
      return;
    }
    Readings readings = source.readings().get();
    for (Map.Entry<String, String> each : readings.pointers().entrySet()) {
      Items ofMetric = of(items, readings, each.getKey(), each.getValue());
      metrics.add(
          new Metric(
              each.getKey(),
              Optional.of(JsonPointer.compile(each.getValue())),
              new RecordItems(ofMetric, record, mapper, isText)));
    }
  }

  private static Items of(Items items, Readings readings, String metric, String pointer) {
    Map<String, String> fields = new LinkedHashMap<>(items.fields());
    fields.put(readings.valueField(), pointer);
    Map<String, String> assign = new LinkedHashMap<>(items.assign());
    assign.put(readings.metricField(), "{metric}");
    return new Items(items.pointer(), fields, assign);
  }

  Taken read(LineBatch batch, String name, Tick tick) throws IOException {
    Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
    for (LineBatch.Flawed flawed : batch.flawed()) {
      taken.rejected().add(new RejectedRow(flawed.reason(), name, flawed.number(), flawed.text()));
    }
    Map<String, String> variables = new HashMap<>(TickNames.of(tick.time()));
    variables.put("host", host);
    int index = 0;
    for (LineBatch.Line line : batch.lines()) {
      variables.put("index", Integer.toString(index++));
      variables.put("row", Long.toString(line.number()));
      try {
        Optional<JsonNode> item = item(line.bytes(), batch.header());
        if (item.isPresent()) {
          take(item.get(), variables, taken.entries());
        }
      } catch (UnfitItemException e) {
        taken
            .rejected()
            .add(
                new RejectedRow(
                    e.getMessage(), name, line.number(), new String(line.bytes(), UTF_8)));
      }
    }
    return taken;
  }

  /** All of a line's metrics, or none. */
  private void take(JsonNode item, Map<String, String> variables, List<Entry> entries)
      throws UnfitItemException, IOException {
    List<Entry> own = new ArrayList<>();
    for (Metric metric : metrics) {
      if (metric.value().isPresent()) {
        JsonNode value = item.at(metric.value().get());
        if (value.isMissingNode() || value.isNull()) {
          continue;
        }
        variables.put("metric", metric.name());
      }
      own.add(metric.items().entry(item, variables, Map.of()));
    }
    entries.addAll(own);
  }

  /** Empty for a line that is passed over. */
  private Optional<JsonNode> item(byte[] line, String header)
      throws UnfitItemException, IOException {
    Optional<String> problem = Encodings.problem(line, 0, line.length);
    if (problem.isPresent()) {
      throw new UnfitItemException(problem.get());
    }
    if (csv.isPresent()) {
      return csv.get().row(line, header);
    }
    JsonNode item = json(line);
    if (!item.isObject()) {
      throw new UnfitItemException("not a JSON object");
    }
    Optional<String> flaw = JsonText.flaw(item);
    if (flaw.isPresent()) {
      throw new UnfitItemException(flaw.get());
    }
    return Optional.of(item);
  }

  private JsonNode json(byte[] bytes) throws UnfitItemException, IOException {
    try {
      return json.readTree(bytes);
    } catch (MismatchedInputException e) {
      throw new UnfitItemException("more than one JSON value on the line");
    } catch (JsonProcessingException e) {
      throw new UnfitItemException("not JSON: " + e.getOriginalMessage());
    }
  }

  /** The source whose lines they are. */
  LinesSource source() {
    return source;
  }
}
