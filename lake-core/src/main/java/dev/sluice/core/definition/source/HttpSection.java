package dev.sluice.core.definition.source;

import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Placeholders;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.Lookup;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.pipeline.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An HTTP API. Its requests are counted and compared with its quota. */
final class HttpSection {
  private static final int MAX_PAGES = 1_000;
  private static final int MAX_QUOTA = 1_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern SECRET_NAME = Pattern.compile("(ssm:)?[A-Za-z0-9/_+=.@-]{1,512}");

  private final Reading reading;
  private final RecordSection record;

  HttpSection(Reading reading, RecordSection record) {
    this.reading = reading;
    this.record = record;
  }

  Optional<Source> read(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.HTTP);
    Duration every = reading.positive(map, "every", Duration.ofMinutes(1));
    List<Map<String, String>> each =
        map.get("for").map(at -> new VariableSection(reading).read(at)).orElse(List.of(Map.of()));
    HttpTemplates templates = new HttpTemplates(reading, each.get(0).keySet());
    Optional<Pages> pages = map.get("pages").flatMap(this::pages);
    Target target = new HttpTarget(reading).read(map, templates);
    Call call = call(map, templates);
    map.get("conditional")
        .filter(at -> call.conditional())
        .ifPresent(at -> checkConditional(at, pages.isPresent(), target));
    HttpItems section = new HttpItems(reading, record, templates, target);
    Items items = section.read(map);
    List<Lookup> lookups = section.lookups(map);
    Optional<HttpSource> source =
        reading
            .problems()
            .unlessSince(
                before, () -> new HttpSource(every, call, each, pages, items, lookups, target));
    source.ifPresent(built -> QuotaCheck.of(built).against(map.get("quota"), reading.problems()));
    return source.map(built -> built);
  }

  private Call call(YamlMap map, HttpTemplates templates) {
    String url = map.get("url").map(templates::url).orElse("");
    Map<String, String> headers = map.get("headers").map(this::headers).orElse(Map.of());
    Optional<Secret> secret = map.get("secret").flatMap(this::secret);
    if (secret.isPresent() && HttpTemplates.isPlainAndFar(url)) {
      reading
          .problems()
          .add(
              map.get("url").orElseThrow(),
              "would send the secret over http, which anybody on the way can read; use https");
    }
    Duration timeout = reading.positive(map, "timeout", TIMEOUT);
    Quota quota = map.get("quota").map(this::quota).orElse(Quota.NONE);
    return new Call(url, headers, secret, timeout, quota, reading.truth(map, "conditional"));
  }

  private void checkConditional(YamlNode node, boolean hasPages, Target target) {
    if (hasPages) {
      reading
          .problems()
          .add(node, "does not go with pages: one that has not changed says nothing of the others");
    }
    if (target instanceof Target.Raw) {
      reading
          .problems()
          .add(node, "is for records of the stream; an object in raw holds all items of its tick");
    }
  }

  private Map<String, String> headers(YamlNode node) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (NamedNode named : reading.names(node).entries()) {
      reading.scalars().text(named.value()).ifPresent(text -> headers.put(named.name(), text));
    }
    return headers;
  }

  private Optional<Secret> secret(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.SECRET);
    String name = reading.text(map, "name", "");
    if (!name.isEmpty() && !SECRET_NAME.matcher(name).matches()) {
      reading
          .problems()
          .add(
              map.get("name").orElseThrow(),
              "is not the name of a secret (sluice/weather) or parameter (ssm:/sluice/weather)");
    }
    boolean query = map.get("query").isPresent();
    if (query == map.get("header").isPresent()) {
      reading.problems().add(node, "needs exactly one of query, header: where the secret goes");
    }
    String field = reading.text(map, query ? "query" : "header", "");
    String format = reading.text(map, "format", "{secret}");
    if (!Placeholders.in(format).equals(List.of("secret"))) {
      reading
          .problems()
          .add(map.get("format").orElse(node), "needs {secret} once, like \"Bearer {secret}\"");
    }
    Optional<String> member = map.get("field").flatMap(reading.scalars()::text);
    Secret.Place place = query ? Secret.Place.QUERY : Secret.Place.HEADER;
    return reading
        .problems()
        .unlessSince(before, () -> new Secret(name, member, place, field, format));
  }

  private Optional<Pages> pages(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.PAGES);
    String parameter = reading.text(map, "parameter", "");
    int from = reading.whole(map, "from", 0, MAX_PAGES, 1);
    int to = reading.whole(map, "to", from, MAX_PAGES, from);
    Optional<String> total = map.get("total").map(at -> HttpTemplates.pointer(at, reading));
    return reading.problems().unlessSince(before, () -> new Pages(parameter, from, to, total));
  }

  private Quota quota(YamlNode node) {
    YamlMap map = reading.map(node, FormatKeys.QUOTA);
    List<Optional<Integer>> limits = new ArrayList<>();
    for (String unit : List.of("second", "hour", "day")) {
      limits.add(
          map.get(unit)
              .flatMap(at -> reading.scalars().whole(at, 1, MAX_QUOTA))
              .map(Long::intValue));
    }
    return new Quota(limits.get(0), limits.get(1), limits.get(2));
  }
}
