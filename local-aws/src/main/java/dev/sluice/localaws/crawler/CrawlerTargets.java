package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.glue.CatalogErrors;
import dev.sluice.localaws.store.S3Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a crawler looks at: folders of buckets, or tables of the catalog, not both. */
record CrawlerTargets(List<S3Target> s3, List<CatalogTarget> tables) {
  /**
   * A folder.
   *
   * @param exclusions globs over keys below the folder
   * @param sampleSize objects that are looked into in each folder; 0: all
   */
  record S3Target(S3Location folder, List<String> exclusions, int sampleSize) {}

  /** Tables of a database. */
  record CatalogTarget(String database, List<String> tables) {}

  static CrawlerTargets of(JsonNode targets) {
    refuseOthers(targets);
    List<S3Target> folders = new ArrayList<>();
    for (JsonNode target : targets.path("S3Targets")) {
      folders.add(
          new S3Target(
              location(target.path("Path").asText()),
              texts(target.path("Exclusions")),
              target.path("SampleSize").asInt(0)));
    }
    List<CatalogTarget> tables = new ArrayList<>();
    for (JsonNode target : targets.path("CatalogTargets")) {
      tables.add(
          new CatalogTarget(target.path("DatabaseName").asText(), texts(target.path("Tables"))));
    }
    if (folders.isEmpty() == tables.isEmpty()) {
      throw CatalogErrors.invalid(
          folders.isEmpty()
              ? "A crawler needs targets: S3Targets or CatalogTargets."
              : "Catalog targets cannot be crawled together with other targets.");
    }
    return new CrawlerTargets(List.copyOf(folders), List.copyOf(tables));
  }

  private static void refuseOthers(JsonNode targets) {
    for (Map.Entry<String, JsonNode> kind : targets.properties()) {
      if (!kind.getKey().matches("S3Targets|CatalogTargets") && !kind.getValue().isEmpty()) {
        throw CatalogErrors.invalid(
            "The local lake crawls S3Targets and CatalogTargets, not " + kind.getKey());
      }
    }
  }

  private static S3Location location(String path) {
    try {
      return S3Location.parse(path).folder();
    } catch (IllegalArgumentException e) {
      throw CatalogErrors.invalid("The target's Path: " + e.getMessage());
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}
