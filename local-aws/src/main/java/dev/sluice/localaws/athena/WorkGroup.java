package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A workgroup.
 *
 * @param configuration in the API's shape
 */
public record WorkGroup(
    String name, String description, ObjectNode configuration, Instant created) {
  public WorkGroup {
    if (!name.matches("[a-zA-Z0-9._-]{1,128}")) {
      throw AthenaService.invalid("Workgroup name '" + name + "' is not valid.");
    }
    configuration = configuration.deepCopy();
  }

  /** A workgroup that writes results to a place, which a query may overrule unless enforced. */
  public static WorkGroup of(String name, String output, boolean enforced, Instant created) {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    configuration.put("EnforceWorkGroupConfiguration", enforced);
    ObjectNode result = configuration.putObject("ResultConfiguration");
    if (!output.isEmpty()) {
      result.put("OutputLocation", output);
    }
    return new WorkGroup(name, "", configuration, created);
  }

  Optional<String> output() {
    JsonNode place = configuration.path("ResultConfiguration").path("OutputLocation");
    return Optional.of(place.asText("")).filter(text -> !text.isEmpty());
  }

  /** AWS's default is true. */
  boolean enforced() {
    return configuration.path("EnforceWorkGroupConfiguration").asBoolean(true);
  }
}
