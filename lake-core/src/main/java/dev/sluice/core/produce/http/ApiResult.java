package dev.sluice.core.produce.http;

import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.http.secret.Redaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request of a tick brought.
 *
 * @param entries items, as records of the stream or as they go to raw
 * @param rejected items that are none, or the whole answer
 * @param lastPage the number of the last page, if the answer says it
 * @param names of a lookup, by id
 * @param missed why it brought nothing, if it didn't
 */
record ApiResult(
    List<Entry> entries,
    List<RejectedRow> rejected,
    Optional<Integer> lastPage,
    Map<String, String> names,
    Optional<String> missed) {
  static ApiResult items(
      List<Entry> entries, List<RejectedRow> rejected, Optional<Integer> lastPage) {
    return new ApiResult(entries, rejected, lastPage, Map.of(), Optional.empty());
  }

  static ApiResult names(Map<String, String> names) {
    return new ApiResult(List.of(), List.of(), Optional.empty(), names, Optional.empty());
  }

  static ApiResult missed(String reason) {
    return new ApiResult(List.of(), List.of(), Optional.empty(), Map.of(), Optional.of(reason));
  }

  /** Whether the answer had nothing in it. */
  boolean isEmpty() {
    return entries.isEmpty() && rejected.isEmpty();
  }

  /** Without the secrets: only reading an answer as JSON undoes every way to escape. */
  ApiResult redacted(Redaction redaction) {
    Map<String, String> shown = new LinkedHashMap<>();
    names.forEach((id, name) -> shown.put(redaction.of(id), redaction.of(name)));
    return new ApiResult(
        entries.stream()
            .map(each -> new Entry(redaction.of(each.key()), redaction.of(each.data())))
            .toList(),
        rejected.stream()
            .map(
                row ->
                    new RejectedRow(
                        redaction.of(row.reason()),
                        row.file(),
                        row.line(),
                        redaction.of(row.text())))
            .toList(),
        lastPage,
        shown,
        missed.map(redaction::of));
  }
}
