package dev.sluice.localaws.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever lies in a bucket, each folder is found once, and a second crawl finds nothing new. */
class CrawlPropertyTest {
  private static final String DEFINITION =
      "{\"DatabaseName\": \"farm\", \"Targets\": {\"S3Targets\": [{\"Path\":"
          + " \"s3://lake/raw/\"}]}}";

  record StoredObject(List<String> folders, String name, String content) {
    String folder() {
      return folders.isEmpty() ? "raw/" : "raw/" + String.join("/", folders) + "/";
    }
  }

  @Property(tries = 60)
  void findsEachFolderOnce(@ForAll("objects") List<StoredObject> objects) throws Exception {
    Path directory = Files.createTempDirectory("crawl");
    try {
      Catalog catalog = catalog(directory);
      DirectoryLake bucket = bucket(directory, objects);
      crawl(catalog, bucket, directory);

      Set<String> folders = new HashSet<>();
      objects.forEach(object -> folders.add("s3://lake/" + object.folder()));
      assertThat(locations(catalog)).containsExactlyInAnyOrderElementsOf(folders);
      List<ObjectNode> before = catalog.tables("farm");
      assertThat(crawl(catalog, bucket, directory)).isEqualTo(new CrawlResult().toString());
      assertThat(catalog.tables("farm")).isEqualTo(before);
    } finally {
      delete(directory);
    }
  }

  @Provide
  Arbitrary<List<StoredObject>> objects() {
    Arbitrary<String> folder =
        Arbitraries.of("year=2026", "year=2025", "month=06", "A-b", "a_b", "07", "x");
    Arbitrary<String> content =
        Arbitraries.of(
            "{\"a\": 1, \"b\": 2}",
            "{\"a\": 1.5, \"b\": \"x\"}{\"a\": null}",
            "{\"c\": [1], \"d\": {\"e\": true}}",
            "{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4}",
            "x,y\n1,2\n3,4\n");
    return Combinators.combine(folder.list().ofMaxSize(3), Arbitraries.of("1", "2"), content)
        .as(StoredObject::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static Catalog catalog(Path directory) {
    Catalog catalog = new Catalog(directory.resolve("catalog"), clock());
    catalog.createDatabase(new ObjectMapper().createObjectNode().put("Name", "farm"));
    return catalog;
  }

  private static DirectoryLake bucket(Path directory, List<StoredObject> objects)
      throws IOException {
    Files.createDirectories(directory.resolve("s3/lake"));
    DirectoryLake bucket = new DirectoryLake(directory.resolve("s3"));
    for (StoredObject object : objects) {
      bucket.put(
          new S3Location("lake", object.folder() + object.name() + ".data"),
          object.content().getBytes(StandardCharsets.UTF_8));
    }
    return bucket;
  }

  private static String crawl(Catalog catalog, DirectoryLake bucket, Path directory)
      throws Exception {
    return CrawlerRuns.once(
        catalog,
        bucket,
        directory.resolve("logs"),
        clock(),
        new ObjectMapper().readTree(DEFINITION));
  }

  private static LakeClock clock() {
    return LakeClock.stoppedAt(Instant.parse("2026-06-01T12:00:00Z"));
  }

  /** Of the partitions, and of the tables that have none. */
  private static List<String> locations(Catalog catalog) {
    List<String> locations = new ArrayList<>();
    for (ObjectNode table : catalog.tables("farm")) {
      List<ObjectNode> places =
          table.path("PartitionKeys").isEmpty()
              ? List.of(table)
              : catalog.partitions("farm", table.path("Name").asText());
      places.forEach(place -> locations.add(place.at("/StorageDescriptor/Location").asText()));
    }
    return locations;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
