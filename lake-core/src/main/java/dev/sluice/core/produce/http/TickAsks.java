package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks what a tick needs: lookups, then each set of variables, page by page. */
final class TickAsks {
  private final HttpSource source;
  private final ItemReader reader;

  TickAsks(HttpSource source, ItemReader reader) {
    this.source = source;
    this.reader = reader;
  }

  void run(Instant tick, Asking asking) throws IOException {
    Map<String, String> names = TickNames.of(tick);
    Map<String, Map<String, String>> lookups = lookups(names, asking);
    for (Map<String, String> variables : source.each()) {
      Ask ask = Ask.of(source.call().url(), variables, names);
      if (source.pages().isPresent()) {
        pages(ask, source.pages().get(), lookups, asking);
      } else {
        asking.ask(ask, answer -> reader.read(ask, answer, lookups));
      }
    }
  }

  private Map<String, Map<String, String>> lookups(Map<String, String> tick, Asking asking)
      throws IOException {
    Map<String, Map<String, String>> lookups = new HashMap<>();
    for (Lookup lookup : source.lookups()) {
      Ask plain = Ask.of(lookup.url(), source.each().get(0), tick);
      Ask ask = new Ask("lookup " + lookup.field(), plain.url(), plain.variables());
      asking.ask(ask, answer -> reader.names(lookup, answer));
      Optional<Taken> taken = Optional.ofNullable(asking.taken().get(ask.label()));
      taken
          .filter(found -> found.missed().isPresent())
          .ifPresent(found -> asking.giveUp("not asked without the names of " + lookup.field()));
      lookups.put(lookup.field(), taken.map(Taken::names).orElse(Map.of()));
    }
    return lookups;
  }

  private void pages(Ask ask, Pages pages, Map<String, Map<String, String>> lookups, Asking asking)
      throws IOException {
    int last = pages.to();
    for (int number = pages.from(); number <= last; number++) {
      Ask page = ask.page(pages.parameter(), number);
      asking.ask(page, answer -> reader.read(page, answer, lookups));
      Taken taken = asking.taken().get(page.label());
      if (taken == null || taken.isEmpty() && taken.missed().isEmpty()) {
        return;
      }
      last = Math.min(last, taken.lastPage().orElse(last));
    }
  }
}
