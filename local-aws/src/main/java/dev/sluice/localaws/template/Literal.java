package dev.sluice.localaws.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A scalar without quotes that YAML takes for a number, a boolean or null. Names and variables are
 * made of its text, as it stands in the file; event patterns and filter policies of its value.
 *
 * @param value a {@link BigDecimal}, a {@link Boolean} or null
 */
record Literal(String text, Object value) {
  private static final String NUMBER = "[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

  /** A scalar as a literal, or as its text. */
  static Object of(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.BOOL)) {
      return new Literal(text, text.toLowerCase(Locale.ROOT).matches("true|yes|on"));
    }
    if (tag.equals(Tag.NULL)) {
      return new Literal(text, null);
    }
    boolean number = (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) && text.matches(NUMBER);
    return number ? new Literal(text, new BigDecimal(text)) : text;
  }

  /** A resolved property with the values of all literals in it. */
  static Object values(Object property) {
    if (property instanceof Literal literal) {
      return literal.value();
    }
    if (property instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(each -> values.add(values(each)));
      return values;
    }
    if (property instanceof Map<?, ?> map) {
      Map<Object, Object> values = new LinkedHashMap<>();
      map.forEach((key, value) -> values.put(key, values(value)));
      return values;
    }
    return property;
  }

  @Override
  public String toString() {
    return text;
  }
}
