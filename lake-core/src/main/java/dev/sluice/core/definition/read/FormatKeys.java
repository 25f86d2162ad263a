package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.Keys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All keys of the format. A test checks them against {@code pipelines/pipeline.schema.json}. */
public final class FormatKeys {
  /** How CSV is written, wherever it is read. */
  public static final List<String> CSV =
      List.of("separator", "quote", "escape", "comment", "charset", "nullText");

  public static final Keys PIPELINE =
      Keys.of("pipeline")
          .withOptional(
              "description",
              "source",
              "sources",
              "record",
              "alerts",
              "raw",
              "inputs",
              "trusted",
              "refined",
              "queries",
              "digest",
              TestKeys.SECTION);
  public static final Keys SOURCE =
      Keys.of().withOptional("simulator", "replay", "http", "lines", "landing", "external", "runs");
  public static final Keys SIMULATOR =
      Keys.of("every", "metrics").withOptional("devices", "reading", "seed", "send", "anomalies");
  public static final Keys DEVICES = Keys.of().withOptional("field", "name", "count");
  public static final Keys READING = Keys.of().withOptional("metric", "value");
  public static final Keys METRIC =
      Keys.of("mean")
          .withOptional("daily", "noise", "decimals", "cycle", "follows", "lag", "min", "max");
  public static final Keys CYCLE = Keys.of("period", "amplitude");
  public static final Keys ANOMALIES = Keys.of("rate").withOptional("kinds");
  public static final Keys REPLAY =
      Keys.of("every", "file")
          .withOptional("rows", "assign")
          .withOptional(CSV.toArray(String[]::new));
  public static final Keys HTTP =
      Keys.of("every", "url")
          .withOptional(
              "headers",
              "secret",
              "for",
              "pages",
              "items",
              "fields",
              "assign",
              "lookup",
              "onlyNew",
              "conditional",
              "quota",
              "timeout",
              "to",
              "partial");
  public static final Keys SECRET =
      Keys.of("name").withOptional("field", "query", "header", "format");
  public static final Keys PAGES = Keys.of("parameter", "to").withOptional("from", "total");
  public static final Keys LOOKUP = Keys.of("url", "id", "name", "from").withOptional("items");
  public static final Keys QUOTA = Keys.of().withOptional("second", "hour", "day");
  public static final Keys ONLY_NEW = Keys.of("id").withOptional("version", "remember");
  public static final Keys LINES =
      Keys.of()
          .withOptional("command", "stdin", "file", "every", "timeout", "format", "columns")
          .withOptional("fields", "assign", "reading", "metrics")
          .withOptional("separator", "quote", "escape", "comment", "nullText");
  public static final Keys TO_RAW = Keys.of("raw");
  public static final Keys LANDING = Keys.of("from", "match", "to");
  public static final Keys EXTERNAL = Keys.of();
  public static final Keys RECORD =
      Keys.of("schema")
          .withOptional("id", "time", "timeFormat", "timeZone", "key", "strict")
          .withOptional("compression", "envelope", "maskKey");
  public static final Keys FIELD = Keys.of("type").withOptional("required", "from", "mask");
  public static final Keys ALL = Keys.of("all");
  public static final Keys ANY = Keys.of("any");
  public static final Keys TEST = Keys.of("field").withOptional(Operator.keys(operator -> true));
  public static final Keys RAW = Keys.of().withOptional("partition", "style", "late", "ahead");
  public static final Keys INPUT =
      Keys.of("prefix", "partition")
          .withOptional("style", "padded", "format", "strict")
          .withOptional(CSV.toArray(String[]::new));
  public static final Keys TABLE =
      Keys.of("columns", "dedupe")
          .withOptional("input", "time", "sort", "filter", "partition", "location", "checks")
          .withOptional("database", "keys", "format", "keep");
  public static final Keys KEEP = Keys.of().withOptional("days", "snapshots");
  public static final Keys DEDUPE = Keys.of("by").withOptional("latest", "deleted");
  public static final Keys COLUMN =
      Keys.of("type")
          .withOptional(
              "from",
              "was",
              "nullIf",
              "join",
              "format",
              "timeZone",
              "onFail",
              "maxNull",
              "required",
              "stored",
              "comment");
  public static final Keys FILTER = Keys.of("column").withOptional(Operator.keys(operator -> true));
  public static final Keys LOCATION = Keys.of("prefix").withOptional("style");
  public static final Keys REFINED =
      Keys.of()
          .withOptional("file", "sql", "view", "comment", "database", "location", "keys")
          .withOptional("format", "keep");
  public static final Keys PLACE = Keys.of("prefix");
  public static final Keys KEYS = Keys.of().withOptional("primary", "references");
  public static final Keys INLINE_QUERY = Keys.of("sql");
  public static final Keys DIGEST = Keys.of("subject", "by", "values");

  private FormatKeys() {}

  /** The keys by path, {@code *} for a freely chosen name; conditions by their first key. */
  public static Map<String, Keys> byPath() {
    Map<String, Keys> keys = new HashMap<>(sections());
    keys.putAll(AlertKeys.byPath());
    keys.putAll(CheckKeys.byPath());
    keys.putAll(TestKeys.byPath());
    for (String source : List.of("source", "sources.*")) {
      sourceKeys().forEach((path, each) -> keys.put(source + path, each));
    }
    return keys;
  }

  private static Map<String, Keys> sourceKeys() {
    return Map.ofEntries(
        Map.entry("", SOURCE),
        Map.entry(".simulator", SIMULATOR),
        Map.entry(".simulator.devices", DEVICES),
        Map.entry(".simulator.reading", READING),
        Map.entry(".simulator.metrics.*", METRIC),
        Map.entry(".simulator.metrics.*.cycle", CYCLE),
        Map.entry(".simulator.anomalies", ANOMALIES),
        Map.entry(".replay", REPLAY),
        Map.entry(".http", HTTP),
        Map.entry(".http.secret", SECRET),
        Map.entry(".http.pages", PAGES),
        Map.entry(".http.lookup.*", LOOKUP),
        Map.entry(".http.onlyNew", ONLY_NEW),
        Map.entry(".http.quota", QUOTA),
        Map.entry(".http.to", TO_RAW),
        Map.entry(".lines", LINES),
        Map.entry(".lines.reading", READING),
        Map.entry(".landing", LANDING),
        Map.entry(".external", EXTERNAL));
  }

  private static Map<String, Keys> sections() {
    return Map.ofEntries(
        Map.entry("", PIPELINE),
        Map.entry("record", RECORD),
        Map.entry("record.schema.*", FIELD),
        Map.entry("raw", RAW),
        Map.entry("inputs.*", INPUT),
        Map.entry("trusted.*", TABLE),
        Map.entry("trusted.*.keep", KEEP),
        Map.entry("trusted.*.dedupe", DEDUPE),
        Map.entry("trusted.*.dedupe.deleted(all)", ALL),
        Map.entry("trusted.*.dedupe.deleted(any)", ANY),
        Map.entry("trusted.*.dedupe.deleted(column)", FILTER),
        Map.entry("trusted.*.columns.*", COLUMN),
        Map.entry("trusted.*.filter(all)", ALL),
        Map.entry("trusted.*.filter(any)", ANY),
        Map.entry("trusted.*.filter(column)", FILTER),
        Map.entry("trusted.*.location", LOCATION),
        Map.entry("trusted.*.keys", KEYS),
        Map.entry("refined.*", REFINED),
        Map.entry("refined.*.keep", KEEP),
        Map.entry("refined.*.view", INLINE_QUERY),
        Map.entry("refined.*.location", PLACE),
        Map.entry("refined.*.keys", KEYS),
        Map.entry("queries.*", INLINE_QUERY),
        Map.entry("digest", DIGEST));
  }
}
