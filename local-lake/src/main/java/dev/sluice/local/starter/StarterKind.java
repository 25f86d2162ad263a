package dev.sluice.local.starter;

import java.util.List;

/** What records of a new pipeline come from. */
public enum StarterKind {
  /** An HTTP API. */
  HTTP(
      List.of(
          "NAME.yaml",
          "NAME/by-place.sql",
          "NAME/answers/now_place_attic.json",
          "NAME/answers/now_place_cellar.json"),
      List.of("ShardCount=\"1\""),
      " --answers %s/NAME/answers"),
  /** Others put them into the stream. */
  STREAM(
      List.of("NAME.yaml", "NAME/by-place.sql", "NAME/records.ndjson"),
      List.of("ShardCount=\"1\"", "Producer=\"disabled\""),
      " --records %s/NAME/records.ndjson"),
  /** Files that land in the bucket. */
  FILES(
      List.of("NAME.yaml", "NAME/by-place.sql", "NAME/landing/NAME/readings.csv"),
      List.of("Streaming=\"disabled\""),
      ""),
  /** A command at the edge. */
  LINES(
      List.of("NAME.yaml", "NAME/by-place.sql"),
      List.of("ShardCount=\"1\"", "Producer=\"disabled\""),
      "");

  private final List<String> files;
  private final List<String> parameters;
  private final String played;

  StarterKind(List<String> files, List<String> parameters, String played) {
    this.files = files;
    this.parameters = parameters;
    this.played = played;
  }

  /** Its files, beside the definition. */
  List<String> files() {
    return files;
  }

  /** Of the template, in samconfig's form. */
  List<String> parameters() {
    return parameters;
  }

  /** Options with which a demo plays its samples; begins with a blank, or is empty. */
  public String played(String folder, String name) {
    return played.formatted(folder).replace("NAME", name);
  }
}
