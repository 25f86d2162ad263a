package dev.sluice.localaws.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.JsonService;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Glue's Data Catalog on the wire. Of a table's versions only the current one is kept. */
public final class GlueService {
  private static final int PAGE = 100;

  private final Catalog catalog;

  private GlueService(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The catalog's operations, to which those of jobs and crawlers may be added. */
  public static JsonService over(Catalog catalog) {
    GlueService glue = new GlueService(catalog);
    JsonService service = new JsonService("glue", "AWSGlue");
    glue.databases(service);
    glue.tables(service);
    new PartitionOperations(catalog).addTo(service);
    return service;
  }

  private void databases(JsonService service) {
    service.on(
        "CreateDatabase", input -> done(() -> catalog.createDatabase(input.path("DatabaseInput"))));
    service.on(
        "UpdateDatabase",
        input ->
            done(() -> catalog.updateDatabase(text(input, "Name"), input.path("DatabaseInput"))));
    service.on("DeleteDatabase", input -> done(() -> catalog.deleteDatabase(text(input, "Name"))));
    service.on("GetDatabase", input -> wrap("Database", catalog.database(text(input, "Name"))));
    service.on("GetDatabases", input -> Page.of("DatabaseList", catalog.databases(), input, PAGE));
  }

  private void tables(JsonService service) {
    service.on(
        "CreateTable",
        input -> done(() -> catalog.createTable(database(input), input.path("TableInput"))));
    service.on("UpdateTable", input -> done(() -> updateTable(input)));
    service.on(
        "DeleteTable",
        input -> done(() -> catalog.deleteTable(database(input), text(input, "Name"))));
    service.on(
        "GetTable", input -> wrap("Table", catalog.table(database(input), text(input, "Name"))));
    service.on("GetTables", this::tables);
  }

  private void updateTable(ObjectNode input) {
    if (input.hasNonNull("VersionId")) {
      String version = input.path("VersionId").asText();
      catalog.updateTable(database(input), input.path("TableInput"), version);
    } else {
      catalog.updateTable(database(input), input.path("TableInput"));
    }
  }

  private ObjectNode tables(ObjectNode input) {
    Predicate<String> wanted = names(input.path("Expression").asText(""));
    List<ObjectNode> found =
        catalog.tables(database(input)).stream()
            .filter(table -> wanted.test(table.path("Name").asText()))
            .toList();
    return Page.of("TableList", found, input, PAGE);
  }

  private static Predicate<String> names(String expression) {
    if (expression.isEmpty()) {
      return name -> true;
    }
    try {
      return Pattern.compile(expression.toLowerCase(Locale.ROOT)).asMatchPredicate();
    } catch (PatternSyntaxException e) {
      throw CatalogErrors.invalid("Expression '" + expression + "': " + e.getDescription());
    }
  }

  static String database(ObjectNode input) {
    return text(input, "DatabaseName");
  }

  /** A member that must be there. */
  public static String text(ObjectNode input, String member) {
    String value = input.path(member).asText("");
    if (value.isEmpty()) {
      throw CatalogErrors.invalid(member + " is missing.");
    }
    return value;
  }

  /** An answer of one member. */
  public static ObjectNode wrap(String member, ObjectNode value) {
    return JsonNodeFactory.instance.objectNode().set(member, value);
  }

  /** The empty answer, after that was done. */
  public static ObjectNode done(Runnable action) {
    action.run();
    return JsonNodeFactory.instance.objectNode();
  }
}
