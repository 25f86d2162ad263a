package dev.sluice.core.produce.item;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns an item of an answer into what is sent or stored. */
public interface ItemWriter {
  /**
   * An item's entry.
   *
   * @param variables of its request and place
   * @param names of the lookups, by field and id
   */
  Entry entry(JsonNode item, Map<String, String> variables, Map<String, Map<String, String>> names)
      throws UnfitItemException, IOException;

  /** A row as it may be kept that is not a record. */
  default RejectedRow kept(RejectedRow row) {
    return row;
  }

  /** Why an item is no record. */
  final class UnfitItemException extends Exception {
    public UnfitItemException(String reason) {
      super(reason);
    }
  }

  /** A template's text for an item; null if something in it is missing. */
  static String text(String template, JsonNode item, Map<String, String> variables) {
    return new Template(template)
        .fill(name -> name.startsWith("/") ? text(item.at(name)) : variables.get(name));
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asText();
  }

  /** The names for the id, or the ids, at a place of an item. */
  static List<String> names(JsonNode ids, Map<String, String> names) {
    List<String> found = new ArrayList<>();
    for (JsonNode id : ids.isArray() ? ids : List.of(ids)) {
      if (names.containsKey(id.asText())) {
        found.add(names.get(id.asText()));
      }
    }
    return found;
  }
}
