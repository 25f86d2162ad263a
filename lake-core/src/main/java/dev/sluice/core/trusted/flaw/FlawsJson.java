package dev.sluice.core.trusted.flaw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** Flaws as JSON: in documents, and in ASCII for an object's metadata. */
public final class FlawsJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int[] EXAMPLES = {Flaw.MOST_EXAMPLE, 32, 12};

  private FlawsJson() {}

  public static void write(ArrayNode array, List<Flaw> flaws) {
    for (Flaw flaw : flaws) {
      array
          .addObject()
          .put("kind", flaw.kind().name())
          .put("subject", flaw.subject())
          .put("reason", flaw.reason())
          .put("count", flaw.count())
          .put("example", flaw.example());
    }
  }

  public static List<Flaw> read(JsonNode array) {
    List<Flaw> flaws = new ArrayList<>();
    for (JsonNode flaw : array) {
      flaws.add(
          new Flaw(
              Flaw.Kind.valueOf(flaw.path("kind").asText()),
              flaw.path("subject").asText(),
              flaw.path("reason").asText(),
              flaw.path("count").asLong(),
              flaw.path("example").asText()));
    }
    return flaws;
  }

  /**
   * In so many ASCII characters at most: examples are cut first, then the least frequent flaws are
   * summed up.
   *
   * @param most at least 500
   */
  public static String ascii(Flaws flaws, int most) {
    String text = "";
    for (int characters : EXAMPLES) {
      text = ascii(flaws.shortened(Flaws.MOST, characters).all());
      if (text.length() <= most) {
        return text;
      }
    }
    for (int told = Flaws.MOST - 1; text.length() > most; told--) {
      text = ascii(flaws.shortened(told, EXAMPLES[EXAMPLES.length - 1]).all());
    }
    return text;
  }

  /** All of them in ASCII characters. */
  public static String ascii(List<Flaw> flaws) {
    ArrayNode array = JSON.createArrayNode();
    write(array, flaws);
    StringBuilder text = new StringBuilder();
    array
        .toString()
        .chars()
        .forEach(c -> text.append(c < 0x7F ? Character.toString(c) : "\\u%04x".formatted(c)));
    return text.toString();
  }

  /**
   * What {@link #ascii} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static List<Flaw> ofAscii(String text) {
    try {
      return read(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not flaws: " + text, e);
    }
  }
}
