package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.JsonService;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The Data Catalog through Athena's API, by which JDBC, ODBC and BI tools look into it. */
public record MetadataOperations(Catalog catalog) {
  private static final String ONLY = "AwsDataCatalog";
  private static final int MOST = 50;

  public void addTo(JsonService athena) {
    athena
        .on("ListDataCatalogs", input -> page("DataCatalogsSummary", List.of(summary()), input))
        .on("GetDataCatalog", this::dataCatalog)
        .on("ListDatabases", this::databases)
        .on("GetDatabase", this::database)
        .on("ListTableMetadata", this::tables)
        .on("GetTableMetadata", this::table);
  }

  private static ObjectNode summary() {
    return object().put("CatalogName", ONLY).put("Type", "GLUE");
  }

  private ObjectNode dataCatalog(ObjectNode input) {
    checkCatalog(input.path("Name").asText(""));
    ObjectNode found = object().put("Name", ONLY).put("Type", "GLUE");
    found.putObject("Parameters").put("catalog-id", Account.LOCAL.id());
    return object().set("DataCatalog", found);
  }

  private ObjectNode databases(ObjectNode input) {
    checkCatalog(input.path("CatalogName").asText(""));
    return page(
        "DatabaseList",
        catalog.databases().stream().map(MetadataOperations::shown).toList(),
        input);
  }

  private ObjectNode database(ObjectNode input) {
    checkCatalog(input.path("CatalogName").asText(""));
    String name = input.path("DatabaseName").asText("");
    return object().set("Database", shown(found(() -> catalog.database(name))));
  }

  private static ObjectNode shown(ObjectNode database) {
    ObjectNode shown = object().put("Name", database.path("Name").asText());
    copy(database, "Description", shown);
    copy(database, "Parameters", shown);
    return shown;
  }

  private ObjectNode tables(ObjectNode input) {
    checkCatalog(input.path("CatalogName").asText(""));
    String database = input.path("DatabaseName").asText("");
    Pattern wanted = pattern(input.path("Expression").asText(""));
    return page(
        "TableMetadataList",
        found(() -> catalog.tables(database)).stream()
            .filter(table -> wanted.matcher(table.path("Name").asText()).matches())
            .map(MetadataOperations::metadata)
            .toList(),
        input);
  }

  private static Pattern pattern(String expression) {
    try {
      return Pattern.compile(expression.isEmpty() ? ".*" : expression.toLowerCase(Locale.ROOT));
    } catch (PatternSyntaxException e) {
      throw AthenaService.invalid("Expression '" + expression + "': " + e.getDescription());
    }
  }

  private ObjectNode table(ObjectNode input) {
    checkCatalog(input.path("CatalogName").asText(""));
    String database = input.path("DatabaseName").asText("");
    String name = input.path("TableName").asText("");
    return object().set("TableMetadata", metadata(found(() -> catalog.table(database, name))));
  }

  private static ObjectNode metadata(ObjectNode table) {
    ObjectNode shown = object().put("Name", table.path("Name").asText());
    copy(table, "CreateTime", shown);
    copy(table, "LastAccessTime", shown);
    copy(table, "TableType", shown);
    JsonNode storage = table.path("StorageDescriptor");
    columns(storage.path("Columns"), shown.putArray("Columns"));
    columns(table.path("PartitionKeys"), shown.putArray("PartitionKeys"));
    ObjectNode parameters = shown.putObject("Parameters");
    if (table.path("Parameters") instanceof ObjectNode given) {
      parameters.setAll(given.deepCopy());
    }
    put(parameters, "inputformat", storage.path("InputFormat"));
    put(parameters, "location", storage.path("Location"));
    put(parameters, "outputformat", storage.path("OutputFormat"));
    JsonNode serde = storage.path("SerdeInfo");
    put(parameters, "serde.serialization.lib", serde.path("SerializationLibrary"));
    serde
        .path("Parameters")
        .fields()
        .forEachRemaining(each -> put(parameters, "serde.param." + each.getKey(), each.getValue()));
    return shown;
  }

  private static void columns(JsonNode from, ArrayNode to) {
    for (JsonNode column : from) {
      ObjectNode shown = to.addObject().put("Name", column.path("Name").asText());
      copy(column, "Type", shown);
      copy(column, "Comment", shown);
    }
  }

  private static void copy(JsonNode from, String member, ObjectNode to) {
    if (from.hasNonNull(member)) {
      to.set(member, from.get(member).deepCopy());
    }
  }

  private static void put(ObjectNode parameters, String name, JsonNode value) {
    if (value.isTextual()) {
      parameters.set(name, value);
    }
  }

  private static void checkCatalog(String name) {
    if (name.isEmpty()) {
      throw AthenaService.invalid("The name of the catalog is missing; it is " + ONLY);
    }
    if (!name.equalsIgnoreCase(ONLY)) {
      throw AthenaService.invalid(
          "The local lake has the catalog AwsDataCatalog only, not " + name);
    }
  }

  private static <T> T found(Supplier<T> read) {
    try {
      return read.get();
    } catch (AwsException e) {
      throw AwsException.invalid("MetadataException", e.getMessage());
    }
  }

  private static ObjectNode page(String member, List<ObjectNode> all, ObjectNode input) {
    Slice slice = Slice.of(input, all.size(), MOST);
    ObjectNode result = object();
    ArrayNode shown = result.putArray(member);
    all.subList(slice.from(), slice.to()).forEach(shown::add);
    slice.nextToken(all.size()).ifPresent(token -> result.put("NextToken", token));
    return result;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
