package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.produce.item.TickNames;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Asks what a tick needs: lookups, then each set of variables, page by page. */
final class TickRequests {
  private final HttpSource source;
  private final ItemReader reader;

  TickRequests(HttpSource source, ItemReader reader) {
    this.source = source;
    this.reader = reader;
  }

  void send(Instant tick, RequestSession session) throws IOException {
    Map<String, String> names = TickNames.of(tick);
    Map<String, Map<String, String>> lookups = lookups(names, session);
    if (lookups.size() < source.lookups().size()) {
      return; // Items would be sent without their names.
    }
    for (Map<String, String> variables : source.each()) {
      ApiRequest request = ApiRequest.of(source.call().url(), variables, names);
      if (source.pages().isPresent()) {
        pages(request, source.pages().get(), lookups, session);
      } else {
        session.send(request, answer -> reader.read(request, answer, lookups, session.seen()));
      }
    }
  }

  /** Those that were asked; others are left. */
  private Map<String, Map<String, String>> lookups(Map<String, String> tick, RequestSession session)
      throws IOException {
    Map<String, Map<String, String>> lookups = new HashMap<>();
    for (Lookup lookup : source.lookups()) {
      ApiRequest plain = ApiRequest.of(lookup.url(), source.each().get(0), tick);
      ApiRequest request =
          new ApiRequest("lookup " + lookup.field(), plain.url(), plain.variables());
      session.send(request, answer -> reader.names(lookup, answer));
      ApiResult result = session.results().get(request.label());
      if (result != null) {
        lookups.put(lookup.field(), result.names());
        result
            .missed()
            .ifPresent(any -> session.giveUp("not asked without the names of " + lookup.field()));
      }
    }
    return lookups;
  }

  private void pages(
      ApiRequest request,
      Pages pages,
      Map<String, Map<String, String>> lookups,
      RequestSession session)
      throws IOException {
    int last = pages.to();
    for (int number = pages.from(); number <= last; number++) {
      ApiRequest page = request.page(pages, number);
      session.send(page, answer -> reader.read(page, answer, lookups, session.seen()));
      ApiResult result = session.results().get(page.label());
      if (result == null || result.endsPages()) {
        return;
      }
      last = Math.min(last, result.lastPage().orElse(last));
    }
  }
}
