package dev.sluice.localaws.iceberg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/** The local Glue's databases, as Iceberg's library sees namespaces. */
final class GlueNamespaces implements SupportsNamespaces {
  private final Catalog glue;

  GlueNamespaces(Catalog glue) {
    this.glue = glue;
  }

  /** What Glue has; empty if it has not. */
  static <T> Optional<T> found(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (AwsException e) {
      if (e.code().equals("EntityNotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Glue keeps names in lower case; others would be found again under another name. */
  static void requireName(String kind, String name) {
    if (!name.equals(name.toLowerCase(Locale.ROOT))) {
      throw new BadRequestException(
          "The %s '%s' can't be created: Glue has names in lower case only; name it '%s'",
          kind, name, name.toLowerCase(Locale.ROOT));
    }
  }

  ObjectNode database(Namespace namespace) {
    return find(namespace)
        .orElseThrow(
            () ->
                new NoSuchNamespaceException(
                    "Namespace does not exist: %s (a namespace is a database of Glue)", namespace));
  }

  private Optional<ObjectNode> find(Namespace namespace) {
    return namespace.length() == 1
        ? found(() -> glue.database(namespace.level(0)))
        : Optional.empty();
  }

  @Override
  public void createNamespace(Namespace namespace, Map<String, String> properties) {
    if (namespace.length() != 1) {
      throw new BadRequestException(
          "The namespace '%s' can't be created: a namespace is a database of Glue, which has no"
              + " levels below it",
          namespace);
    }
    requireName("namespace", namespace.level(0));
    synchronized (glue) {
      if (find(namespace).isPresent()) {
        throw new AlreadyExistsException("Namespace already exists: %s", namespace);
      }
      glue.createDatabase(GlueDefinition.database(namespace.level(0), properties));
    }
  }

  @Override
  public List<Namespace> listNamespaces(Namespace parent) {
    if (!parent.isEmpty()) {
      database(parent);
      return List.of();
    }
    return glue.databases().stream().map(GlueNamespaces::namespace).toList();
  }

  private static Namespace namespace(JsonNode database) {
    return Namespace.of(database.path("Name").asText());
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
    return GlueDefinition.properties(database(namespace));
  }

  @Override
  public boolean dropNamespace(Namespace namespace) {
    synchronized (glue) {
      if (find(namespace).isEmpty()) {
        return false;
      }
      int tables = glue.tables(namespace.level(0)).size();
      if (tables > 0) {
        throw new NamespaceNotEmptyException(
            "Namespace %s is not empty: Glue has %d tables in it, of Iceberg or others",
            namespace, tables);
      }
      glue.deleteDatabase(namespace.level(0));
      return true;
    }
  }

  @Override
  public boolean setProperties(Namespace namespace, Map<String, String> properties) {
    return change(namespace, present -> present.putAll(properties));
  }

  @Override
  public boolean removeProperties(Namespace namespace, Set<String> properties) {
    return change(namespace, present -> present.keySet().removeAll(properties));
  }

  private boolean change(Namespace namespace, Consumer<Map<String, String>> change) {
    synchronized (glue) {
      Map<String, String> properties = new HashMap<>(loadNamespaceMetadata(namespace));
      change.accept(properties);
      String name = namespace.level(0);
      glue.updateDatabase(name, GlueDefinition.database(name, properties));
      return true;
    }
  }
}
