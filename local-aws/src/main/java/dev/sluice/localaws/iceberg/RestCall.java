package dev.sluice.localaws.iceberg;

import dev.sluice.localaws.http.AwsRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.RESTRequest;

/**
 * A request to the catalog.
 *
 * @param names what the path has in its variable places
 */
record RestCall(AwsRequest request, Map<String, String> names, RestJson json) {
  private static final String LEVELS = "\u001f";

  /** The names, if the path has the template's form. */
  static Optional<Map<String, String>> match(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
        names.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  /** Of a namespace's levels, as paths and parameters join them. */
  static Namespace namespace(String levels) {
    return Namespace.of(levels.split(LEVELS, -1));
  }

  Namespace namespace() {
    return namespace(names.get("namespace"));
  }

  TableIdentifier table() {
    return TableIdentifier.of(namespace(), names.get("table"));
  }

  Optional<String> parameter(String name) {
    return request.parameters().get(name).filter(value -> !value.isEmpty());
  }

  /** PyIceberg begins it with a capital letter, as Python does. */
  boolean flag(String name) {
    String value = parameter(name).orElse("false").toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      throw new BadRequestException("Parameter %s is 'true' or 'false', not '%s'", name, value);
    }
    return value.equals("true");
  }

  <T extends RESTRequest> T body(Class<T> type) {
    return json.read(request.body(), type);
  }
}
