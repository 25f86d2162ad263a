package dev.sluice.core.produce.http;

import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import dev.sluice.core.produce.http.memory.Traces;
import dev.sluice.core.produce.http.memory.Validator;
import dev.sluice.core.produce.http.secret.Redaction;
import java.util.ArrayList;
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
 * @param traces what is remembered of it
 */
record ApiResult(
    List<Entry> entries,
    List<RejectedRow> rejected,
    Optional<Integer> lastPage,
    Map<String, String> names,
    Optional<String> missed,
    Traces traces) {

  static ApiResult items(List<Entry> entries, List<RejectedRow> rejected, List<Mark> marks) {
    return new ApiResult(
        entries,
        rejected,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        new Traces(Optional.empty(), marks));
  }

  static ApiResult nothing() {
    return items(List.of(), List.of(), List.of());
  }

  static ApiResult names(Map<String, String> names) {
    return new ApiResult(
        List.of(), List.of(), Optional.empty(), names, Optional.empty(), Traces.NONE);
  }

  static ApiResult missed(String reason) {
    return new ApiResult(
        List.of(), List.of(), Optional.empty(), Map.of(), Optional.of(reason), Traces.NONE);
  }

  ApiResult with(Optional<Integer> otherLastPage) {
    return new ApiResult(entries, rejected, otherLastPage, names, missed, traces);
  }

  ApiResult with(RejectedRow more) {
    List<RejectedRow> all = new ArrayList<>(rejected);
    all.add(more);
    return new ApiResult(entries, all, lastPage, names, missed, traces);
  }

  /** An answer of which something was rejected is not left out the next time. */
  ApiResult with(Validator validator) {
    return rejected.isEmpty()
        ? new ApiResult(
            entries,
            rejected,
            lastPage,
            names,
            missed,
            new Traces(Optional.of(validator), traces.marks()))
        : this;
  }

  /** Whether the answer was not read to its end. */
  boolean isUnread() {
    return rejected.stream().anyMatch(row -> row.line() == 0);
  }

  /** Whether no page is asked for after this one. */
  boolean endsPages() {
    boolean isEmpty = entries.isEmpty() && rejected.isEmpty() && traces.marks().isEmpty();
    return isEmpty || missed.isPresent() || isUnread();
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
        missed.map(redaction::of),
        new Traces(
            traces
                .validator()
                .filter(each -> redaction.of(each.toString()).equals(each.toString())),
            traces.marks()));
  }
}
