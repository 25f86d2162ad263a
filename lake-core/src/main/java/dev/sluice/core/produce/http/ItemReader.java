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
  ApiResult read(ApiRequest request, HttpAnswer answer, Map<String, Map<String, String>> names)
      throws IOException {
    JsonAnswer json = new JsonAnswer(mapper, answer.body());
    try {
      if (!answer.whole()) {
        return flawed(
            request, answer, "answer of more than %d bytes".formatted(answer.body().length));
      }
      Optional<List<JsonNode>> found = json.items(items.pointer());
      if (found.isEmpty()) {
        return flawed(request, answer, "answer without '%s'".formatted(items.pointer()));
      }
      Optional<Integer> last =
          pages.isPresent() && pages.get().total().isPresent()
              ? json.whole(pages.get().total().get())
              : Optional.empty();
      return items(request, found.get(), names, last);
    } catch (JsonProcessingException e) {
      return flawed(request, answer, "answer is not JSON: " + e.getOriginalMessage());
    }
  }

  private ApiResult items(
      ApiRequest request,
      List<JsonNode> found,
      Map<String, Map<String, String>> names,
      Optional<Integer> lastPage)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      try {
        Map<String, String> variables = new HashMap<>(request.variables());
        variables.put("index", Integer.toString(i));
        entries.add(writer.entry(found.get(i), variables, names));
      } catch (UnfitItemException e) {
        rejected.add(row(request, i + 1L, e.getMessage(), found.get(i).toString()));
      }
    }
    return ApiResult.items(entries, rejected, lastPage);
  }

  /** The names of a lookup, or why there are none. */
  ApiResult names(Lookup lookup, HttpAnswer answer) throws IOException {
    try {
      Map<String, String> names = new HashMap<>();
      List<JsonNode> found =
          new JsonAnswer(mapper, answer.body()).items(lookup.items()).orElse(List.of());
      for (JsonNode entry : found) {
        names.put(entry.at(lookup.id()).asText(), entry.at(lookup.name()).asText());
      }
      return names.isEmpty()
          ? ApiResult.missed("answer without entries at '%s'".formatted(lookup.items()))
          : ApiResult.names(names);
    } catch (JsonProcessingException e) {
      return ApiResult.missed("answer is not JSON: " + e.getOriginalMessage());
    }
  }

  private static ApiResult flawed(ApiRequest request, HttpAnswer answer, String reason) {
    String text = new String(answer.body(), 0, Math.min(answer.body().length, SHOWN), UTF_8);
    return ApiResult.items(List.of(), List.of(row(request, 0, reason, text)), Optional.empty());
  }

  /** The file and line of a row are the request and the item's place, from 1 on; 0: all of it. */
  private static RejectedRow row(ApiRequest request, long place, String reason, String text) {
    String file = request.label() + " " + request.variables().get("tick");
    return new RejectedRow(
        reason, file, place, text.length() > SHOWN ? text.substring(0, SHOWN) : text);
  }
}
