package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;

/** CREATE, ALTER and DROP DATABASE. */
final class DatabaseStatements {
  private final Metastore metastore;

  DatabaseStatements(Metastore metastore) {
    this.metastore = metastore;
  }

  Change create(Tokens tokens) throws QueryFailedException {
    boolean quiet = tokens.takeIf("NOT", "EXISTS");
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    String name = tokens.name();
    input.put("Name", name);
    if (tokens.take("COMMENT")) {
      input.put("Description", tokens.text());
    }
    if (tokens.take("LOCATION")) {
      String place = tokens.place();
      input.put("LocationUri", Metastore.location(tokens.text(), place).folder().toString());
    }
    if (tokens.take("WITH", "DBPROPERTIES")) {
      ObjectNode parameters = input.putObject("Parameters");
      tokens.properties().forEach(parameters::put);
    }
    return () -> {
      if (metastore.database(name).isEmpty()) {
        metastore.catalog().createDatabase(input);
      } else if (!quiet) {
        throw DdlErrors.execution("Database " + name + " already exists");
      }
    };
  }

  Change alter(Tokens tokens) throws QueryFailedException {
    String name = tokens.name();
    tokens.expect("SET", "DBPROPERTIES");
    var properties = tokens.properties();
    return () -> {
      ObjectNode database = metastore.mustHave(name);
      ObjectNode parameters = database.withObject("/Parameters");
      properties.forEach(parameters::put);
      metastore.catalog().updateDatabase(name, database);
    };
  }

  Change drop(Tokens tokens) throws QueryFailedException {
    boolean quiet = tokens.takeIf("EXISTS");
    String name = tokens.name();
    boolean cascade = tokens.take("CASCADE");
    if (!cascade) {
      tokens.take("RESTRICT");
    }
    return () -> {
      if (metastore.database(name).isEmpty()) {
        if (quiet) {
          return;
        }
        throw DdlErrors.semantic(10072, "Database does not exist: " + name);
      }
      if (!cascade && !metastore.catalog().tables(name).isEmpty()) {
        throw DdlErrors.execution(
            ("InvalidOperationException(message:Database %s is not empty. One or more tables"
                    + " exist.) DROP DATABASE %1$s CASCADE drops them too.")
                .formatted(name));
      }
      metastore.catalog().deleteDatabase(name);
    };
  }
}
