package dev.sluice.localaws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One page of a list: as many as asked for, and the token of the next page if there is more. */
public final class Page {
  private Page() {}

  /**
   * The page that a request asks for.
   *
   * @param most items of a page
   */
  public static ObjectNode of(String member, List<ObjectNode> items, JsonNode input, int most) {
    int from = offset(input.path("NextToken").asText(""), items.size());
    int size = input.path("MaxResults").asInt(most);
    if (size < 1 || size > most) {
      throw CatalogErrors.invalid("MaxResults is " + size + "; it must be from 1 to " + most + ".");
    }
    int to = Math.min(items.size(), from + size);
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.putArray(member).addAll(items.subList(from, to));
    if (to < items.size()) {
      page.put("NextToken", Integer.toString(to));
    }
    return page;
  }

  private static int offset(String token, int size) {
    if (token.isEmpty()) {
      return 0;
    }
    if (!token.matches("\\d{1,9}") || Integer.parseInt(token) > size) {
      throw CatalogErrors.invalid("NextToken '" + token + "' was not given by this list.");
    }
    return Integer.parseInt(token);
  }
}
