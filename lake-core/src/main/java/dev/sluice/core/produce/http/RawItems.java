package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.produce.TickOutput.Landed;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.item.ItemWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Items as they are, or of them what {@code fields} names, for an object in raw. */
final class RawItems implements ItemWriter {
  private final HttpSource source;
  private final ObjectMapper mapper;

  RawItems(HttpSource source, ObjectMapper mapper) {
    this.source = source;
    this.mapper = mapper;
  }

  @Override
  public Entry entry(
      JsonNode item, Map<String, String> variables, Map<String, Map<String, String>> names)
      throws UnfitItemException, IOException {
    if (!item.isObject()) {
      throw new UnfitItemException("not a JSON object");
    }
    ObjectNode stored = source.items().fields().isEmpty() ? item.deepCopy() : chosen(item);
    source
        .items()
        .assign()
        .forEach((name, template) -> stored.put(name, ItemWriter.text(template, item, variables)));
    for (HttpSource.Lookup lookup : source.lookups()) {
      ArrayNode found = stored.putArray(lookup.field());
      ItemWriter.names(item.at(lookup.from()), names.get(lookup.field())).forEach(found::add);
    }
    return new Entry("", mapper.writeValueAsBytes(stored));
  }

  private ObjectNode chosen(JsonNode item) {
    ObjectNode chosen = mapper.createObjectNode();
    source
        .items()
        .fields()
        .forEach(
            (name, pointer) -> {
              JsonNode value = item.at(pointer);
              chosen.set(name, value.isMissingNode() ? null : value);
            });
    return chosen;
  }

  /** The items of a tick as one array, an item a line. */
  static Landed landed(String key, List<Entry> items) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < items.size(); i++) {
      bytes.writeBytes((i == 0 ? "[" : ",\n").getBytes(UTF_8));
      bytes.writeBytes(items.get(i).data());
    }
    bytes.writeBytes((items.isEmpty() ? "[]\n" : "]\n").getBytes(UTF_8));
    return new Landed(key, bytes.toByteArray(), items.size());
  }
}
