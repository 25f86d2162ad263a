package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.http.answer.AnswerFlaw;
import dev.sluice.core.produce.http.answer.ApiWords;
import dev.sluice.core.produce.http.answer.JsonAnswer;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.memory.Novelty;
import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import dev.sluice.core.produce.http.memory.Validator;
import dev.sluice.core.produce.item.ItemWriter;
import dev.sluice.core.produce.item.ItemWriter.UnfitItemException;
import dev.sluice.core.produce.item.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes items and names out of answers. What can't be taken is rejected with its reason. */
final class ItemReader {
  private static final int SHOWN = 100_000;
  private static final Pattern LINES = Pattern.compile("(?i)ndjson|jsonl");

  private final HttpSource source;
  private final ObjectMapper mapper;
  private final ItemWriter writer;
  private final Novelty novelty;

  ItemReader(HttpSource source, ObjectMapper mapper, ItemWriter writer, Novelty novelty) {
    this.source = source;
    this.mapper = mapper;
    this.writer = writer;
    this.novelty = novelty;
  }

  /**
   * The items of an answer; none, if it is empty.
   *
   * @param names of the lookups, by field and id
   * @param seen items that are left out; those of the answer are added
   */
  ApiResult read(
      ApiRequest request, HttpAnswer answer, Map<String, Map<String, String>> names, Set<Mark> seen)
      throws IOException {
    if (isEmpty(answer)) {
      return ApiResult.nothing();
    }
    if (!answer.whole()) {
      return flawed(
          request,
          answer,
          "answer of more than %d MiB; ask for less at once, with pages or 'for'"
              .formatted(RequestFactory.MOST_BYTES >> 20));
    }
    ApiResult result =
        LINES.matcher(answer.header("content-type").orElse("")).find()
            ? lines(request, answer, names, seen)
            : items(request, answer, names, seen);
    return Validator.from(answer, Validator.subject(request.url(), source.items()))
        .filter(any -> source.call().conditional())
        .map(result::with)
        .orElse(result);
  }

  /** What comes before a flaw is taken. */
  private ApiResult items(
      ApiRequest request, HttpAnswer answer, Map<String, Map<String, String>> names, Set<Mark> seen)
      throws IOException {
    JsonAnswer json = new JsonAnswer(mapper, answer.body());
    String pointer = source.items().pointer();
    List<JsonNode> found = new ArrayList<>();
    try {
      if (!json.items(pointer, found)) {
        return flawed(request, answer, "answer without '%s'%s".formatted(pointer, words(answer)));
      }
      return items(request, found, names, seen).with(lastPage(json));
    } catch (JsonProcessingException e) {
      String flaw = AnswerFlaw.of(answer, e);
      if (found.isEmpty()) {
        return flawed(request, answer, flaw);
      }
      String reason = "%s; the %d items before that were taken".formatted(flaw, found.size());
      return items(request, found, names, seen)
          .with(row(request, 0, reason, text(answer, json.end())));
    }
  }

  /** A line that is flawed costs itself. */
  private ApiResult lines(
      ApiRequest request, HttpAnswer answer, Map<String, Map<String, String>> names, Set<Mark> seen)
      throws IOException {
    String pointer = source.items().pointer();
    List<JsonNode> found = new ArrayList<>();
    List<RejectedRow> flawed = new ArrayList<>();
    // As bytes: what is not UTF-8 is for the reader of JSON to find.
    String[] lines = new String(answer.body(), ISO_8859_1).split("\n");
    for (int i = 0; i < lines.length; i++) {
      byte[] line = lines[i].getBytes(ISO_8859_1);
      try {
        if (!lines[i].isBlank() && !new JsonAnswer(mapper, line).items(pointer, found)) {
          String reason = "line without '%s'".formatted(pointer);
          flawed.add(row(request, i + 1L, reason, new String(line, UTF_8)));
        }
      } catch (JsonProcessingException e) {
        flawed.add(row(request, i + 1L, AnswerFlaw.of(answer, e), new String(line, UTF_8)));
      }
    }
    ApiResult result = items(request, found, names, seen);
    for (RejectedRow row : flawed) {
      result = result.with(row);
    }
    return result;
  }

  private static boolean isEmpty(HttpAnswer answer) {
    for (byte each : answer.body()) {
      if (each < 0 || each > ' ') {
        return false;
      }
    }
    return answer.whole();
  }

  private static String words(HttpAnswer answer) {
    return ApiWords.in(answer.body(), text -> text).map(words -> "; it says: " + words).orElse("");
  }

  private Optional<Integer> lastPage(JsonAnswer json) throws IOException {
    Optional<String> total = source.pages().flatMap(Pages::total);
    return total.isPresent() ? json.whole(total.get()) : Optional.empty();
  }

  private ApiResult items(
      ApiRequest request,
      List<JsonNode> found,
      Map<String, Map<String, String>> names,
      Set<Mark> seen)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    Set<Mark> marks = new LinkedHashSet<>();
    for (int i = 0; i < found.size(); i++) {
      JsonNode item = found.get(i);
      Optional<Novelty.Marks> mark = novelty.of(request.entry(), item);
      Optional<Mark> before = mark.flatMap(each -> each.in(seen).or(() -> each.in(marks)));
      if (before.isPresent()) {
        marks.add(before.get());
        continue;
      }
      Map<String, String> variables = new HashMap<>(request.variables());
      variables.put("index", Integer.toString(i));
      try {
        entries.add(entry(item, variables, names));
        mark.map(Novelty.Marks::given).ifPresent(marks::add);
      } catch (UnfitItemException e) {
        rejected.add(row(request, i + 1L, e.getMessage(), JsonText.of(item)));
        mark.map(Novelty.Marks::rejected).ifPresent(marks::add);
      }
    }
    seen.addAll(marks);
    return ApiResult.items(entries, rejected, List.copyOf(marks));
  }

  private Entry entry(
      JsonNode item, Map<String, String> variables, Map<String, Map<String, String>> names)
      throws UnfitItemException, IOException {
    Optional<String> flaw = JsonText.flaw(item).or(() -> novelty.lack(item));
    if (flaw.isPresent()) {
      throw new UnfitItemException(flaw.get());
    }
    return writer.entry(item, variables, names);
  }

  /** The names of a lookup, or why there are none. */
  ApiResult names(Lookup lookup, HttpAnswer answer) throws IOException {
    try {
      Map<String, String> names = new HashMap<>();
      List<JsonNode> found = new ArrayList<>();
      new JsonAnswer(mapper, answer.body()).items(lookup.items(), found);
      for (JsonNode entry : found) {
        names.put(entry.at(lookup.id()).asText(), entry.at(lookup.name()).asText());
      }
      return names.isEmpty()
          ? ApiResult.missed("answer without entries at '%s'".formatted(lookup.items()))
          : ApiResult.names(names);
    } catch (JsonProcessingException e) {
      return ApiResult.missed(AnswerFlaw.of(answer, e));
    }
  }

  private ApiResult flawed(ApiRequest request, HttpAnswer answer, String reason) {
    RejectedRow row = row(request, 0, reason, text(answer, 0));
    return ApiResult.items(List.of(), List.of(row), List.of());
  }

  private static String text(HttpAnswer answer, int from) {
    return new String(answer.body(), from, Math.min(answer.body().length - from, SHOWN), UTF_8);
  }

  /** The file and line of a row are the request and the item's place, from 1 on; 0: all of it. */
  private RejectedRow row(ApiRequest request, long place, String reason, String text) {
    String file = request.label() + " " + request.variables().get("tick");
    return writer.kept(new RejectedRow(reason, file, place, text));
  }
}
