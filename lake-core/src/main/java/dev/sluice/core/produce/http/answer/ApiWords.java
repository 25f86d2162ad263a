package dev.sluice.core.produce.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.produce.item.JsonText;
import dev.sluice.core.record.JsonLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an API says of an error in its own words, fit for a line of a log. */
public final class ApiWords {
  private static final int MOST = 200;
  private static final int DEEPEST = 5;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
  private static final List<String> MEMBERS =
      List.of(
          "message",
          "status_message",
          "error_description",
          "detail",
          "reason",
          "title",
          "description",
          "error",
          "errors");
  private static final ObjectMapper MAPPER =
      new ObjectMapper(JsonFactory.builder().streamReadConstraints(new JsonLimits()).build());

  private ApiWords() {}

  /**
   * The message of an answer in quotes, at most 200 characters; empty for HTML, XML and an empty
   * answer. Of JSON it is the member that has the message, if there is one.
   *
   * @param utf8 the answer's body
   * @param redaction takes secrets out, before anything is cut off
   */
  public static Optional<String> in(byte[] utf8, UnaryOperator<String> redaction) {
    String text = new String(utf8, UTF_8).strip();
    if (text.isEmpty() || text.startsWith("<")) {
      return Optional.empty();
    }
    String words = text.startsWith("{") || text.startsWith("[") ? ofJson(text) : text;
    return Optional.of('"' + shown(redaction.apply(words)) + '"');
  }

  private static String ofJson(String text) {
    try {
      return find(MAPPER.readTree(text), DEEPEST).orElse(text);
    } catch (IOException e) {
      return text;
    }
  }

  private static Optional<String> find(JsonNode node, int deep) {
    if (node.isTextual()) {
      return Optional.of(node.asText().strip()).filter(text -> !text.isEmpty());
    }
    if (deep == 0) {
      return Optional.empty();
    }
    if (node.isArray()) {
      return node.isEmpty() ? Optional.empty() : find(node.get(0), deep - 1);
    }
    return MEMBERS.stream().flatMap(name -> find(node.path(name), deep - 1).stream()).findFirst();
  }

  /** In one line, with characters that can't be seen as escapes, cut off where it gets long. */
  public static String shown(String text) {
    String line = SPACE.matcher(text.strip()).replaceAll(" ");
    String shown =
        UNSEEN
            .matcher(line)
            .replaceAll(each -> Matcher.quoteReplacement(JsonText.escaped(each.group())));
    int length = shown.codePointCount(0, shown.length());
    return length <= MOST ? shown : shown.substring(0, shown.offsetByCodePoints(0, MOST)) + "…";
  }
}
