package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.CatalogErrors;
import java.util.List;

/**
 * A crawler as it was declared, checked.
 *
 * @param declared in the shape of CreateCrawler's input
 */
record CrawlerDefinition(
    String name,
    ObjectNode declared,
    CrawlerTargets targets,
    CrawlerConfiguration configuration,
    Update update,
    Delete delete) {

  /** What becomes of a table whose schema changed. */
  enum Update {
    LOG,
    UPDATE_IN_DATABASE
  }

  /** What becomes of a table or partition whose objects are gone. */
  enum Delete {
    LOG,
    DELETE_FROM_DATABASE,
    DEPRECATE_IN_DATABASE
  }

  private static final List<String> MEMBERS =
      List.of(
          "Role",
          "DatabaseName",
          "Description",
          "Targets",
          "TablePrefix",
          "SchemaChangePolicy",
          "RecrawlPolicy",
          "Configuration");

  static CrawlerDefinition of(String name, JsonNode input) {
    ObjectNode declared = JsonNodeFactory.instance.objectNode();
    return checked(name, declared, input);
  }

  /** The same with other values for the members that are given. */
  CrawlerDefinition with(JsonNode input) {
    return checked(name, declared.deepCopy(), input);
  }

  private static CrawlerDefinition checked(String name, ObjectNode declared, JsonNode input) {
    refuse(input);
    MEMBERS.stream().filter(input::has).forEach(key -> declared.set(key, input.get(key)));
    CrawlerTargets targets = CrawlerTargets.of(declared.path("Targets"));
    JsonNode policy = declared.path("SchemaChangePolicy");
    CrawlerDefinition definition =
        new CrawlerDefinition(
            name,
            declared,
            targets,
            CrawlerConfiguration.of(declared.path("Configuration").asText("")),
            choice(Update.class, policy.path("UpdateBehavior").asText("UPDATE_IN_DATABASE")),
            choice(Delete.class, policy.path("DeleteBehavior").asText("DEPRECATE_IN_DATABASE")));
    definition.check();
    return definition;
  }

  private static void refuse(JsonNode input) {
    if (!input.path("Classifiers").isEmpty()) {
      throw CatalogErrors.invalid("The local lake has no custom classifiers; leave them out.");
    }
    if (!input.path("Schedule").asText("").isEmpty()) {
      throw CatalogErrors.invalid("The local lake starts no crawler by schedule; leave it out.");
    }
    String recrawl = input.at("/RecrawlPolicy/RecrawlBehavior").asText("CRAWL_EVERYTHING");
    if (!recrawl.equals("CRAWL_EVERYTHING")) {
      throw CatalogErrors.invalid("The local lake has the RecrawlBehavior CRAWL_EVERYTHING only.");
    }
  }

  private void check() {
    if (!targets.tables().isEmpty() && delete != Delete.LOG) {
      throw CatalogErrors.invalid(
          "The SchemaChangePolicy for DeleteBehavior must be LOG when crawling catalog targets.");
    }
    if (!targets.s3().isEmpty() && database().isEmpty()) {
      throw CatalogErrors.invalid("A crawler of S3 targets needs a DatabaseName.");
    }
  }

  private static <E extends Enum<E>> E choice(Class<E> choices, String text) {
    try {
      return Enum.valueOf(choices, text);
    } catch (IllegalArgumentException e) {
      throw CatalogErrors.invalid(
          "'%s' is not one of %s"
              .formatted(text, java.util.Arrays.toString(choices.getEnumConstants())));
    }
  }

  String database() {
    return declared.path("DatabaseName").asText("");
  }

  String prefix() {
    return declared.path("TablePrefix").asText("");
  }
}
