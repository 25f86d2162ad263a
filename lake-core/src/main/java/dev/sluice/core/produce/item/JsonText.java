package dev.sluice.core.produce.item;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of JSON that are not Unicode: halves of surrogate pairs, which no charset can write. */
public final class JsonText {
  private static final Pattern HALF = Pattern.compile("\\p{Cs}");

  private JsonText() {}

  /** What is wrong with an item's texts and names, if anything is. */
  public static Optional<String> flaw(JsonNode item) {
    Matcher half = HALF.matcher(item.toString());
    return half.find()
        ? Optional.of(
            "a text is not Unicode: %s is half of a character, perhaps it was cut off"
                .formatted(escaped(half.group())))
        : Optional.empty();
  }

  /** An item as JSON that any charset can write: what is not Unicode is escaped. */
  public static String of(JsonNode item) {
    return HALF.matcher(item.toString())
        .replaceAll(half -> Matcher.quoteReplacement(escaped(half.group())));
  }

  /** A character as JSON escapes it. */
  public static String escaped(String character) {
    return "\\u%04x".formatted(character.codePointAt(0));
  }
}
