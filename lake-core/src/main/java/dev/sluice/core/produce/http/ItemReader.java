package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.http.ItemWriter.UnfitItemException;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes items and names out of answers. What can't be taken is rejected with its reason. */
final class ItemReader {
  private static final int SHOWN = 10_000;

  private final ObjectMapper mapper;
  private final Items items;
  private final Optional<Pages> pages;
  private final ItemWriter writer;

  ItemReader(ObjectMapper mapper, Items items, Optional<Pages> pages, ItemWriter writer) {
    this.mapper = mapper;
    this.items = items;
    this.pages = pages;
    this.writer = writer;
  }

  /** The items of an answer. */
  Taken read(Ask ask, HttpAnswer answer, Map<String, Map<String, String>> names)
      throws IOException {
    JsonAnswer json = new JsonAnswer(mapper, answer.body());
    try {
      if (!answer.whole()) {
        return flawed(ask, answer, "answer of more than %d bytes".formatted(answer.body().length));
      }
      Optional<List<JsonNode>> found = json.items(items.pointer());
      if (found.isEmpty()) {
        return flawed(ask, answer, "answer without '%s'".formatted(items.pointer()));
      }
      Optional<Integer> last =
          pages.isPresent() && pages.get().total().isPresent()
              ? json.whole(pages.get().total().get())
              : Optional.empty();
      return taken(ask, found.get(), names, last);
    } catch (JsonProcessingException e) {
      return flawed(ask, answer, "answer is no JSON: " + e.getOriginalMessage());
    }
  }

  private Taken taken(
      Ask ask,
      List<JsonNode> found,
      Map<String, Map<String, String>> names,
      Optional<Integer> lastPage)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      try {
        Map<String, String> variables = new HashMap<>(ask.variables());
        variables.put("index", Integer.toString(i));
        entries.add(writer.entry(found.get(i), variables, names));
      } catch (UnfitItemException e) {
        rejected.add(row(ask, i + 1L, e.getMessage(), found.get(i).toString()));
      }
    }
    return Taken.items(entries, rejected, lastPage);
  }

  /** The names of a lookup, or why there are none. */
  Taken names(Lookup lookup, HttpAnswer answer) throws IOException {
    try {
      Map<String, String> names = new HashMap<>();
      List<JsonNode> found =
          new JsonAnswer(mapper, answer.body()).items(lookup.items()).orElse(List.of());
      for (JsonNode entry : found) {
        names.put(entry.at(lookup.id()).asText(), entry.at(lookup.name()).asText());
      }
      return names.isEmpty()
          ? Taken.missed("answer without entries at '%s'".formatted(lookup.items()))
          : Taken.names(names);
    } catch (JsonProcessingException e) {
      return Taken.missed("answer is no JSON: " + e.getOriginalMessage());
    }
  }

  private static Taken flawed(Ask ask, HttpAnswer answer, String reason) {
    String text = new String(answer.body(), 0, Math.min(answer.body().length, SHOWN), UTF_8);
    return Taken.items(List.of(), List.of(row(ask, 0, reason, text)), Optional.empty());
  }

  /** The file and line of a row are the request and the item's place, from 1 on; 0: all of it. */
  private static RejectedRow row(Ask ask, long place, String reason, String text) {
    String file = ask.label() + " " + ask.variables().get("tick");
    return new RejectedRow(
        reason, file, place, text.length() > SHOWN ? text.substring(0, SHOWN) : text);
  }
}
