package dev.sluice.core.produce.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names what is wrong with an answer that can't be read as JSON. */
public final class AnswerFlaw {
  private static final Pattern NOT_A_NUMBER = Pattern.compile("Non-standard token '([^']*)'");
  private static final int BEGINNING = 1_000;

  private AnswerFlaw() {}

  public static String of(HttpAnswer answer, JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "answer beyond a limit: " + e.getOriginalMessage();
    }
    String kind = kind(answer);
    String message = e.getOriginalMessage();
    if (!kind.isEmpty()) {
      return "answer is not JSON, it is %s; check 'url', and whether it asks for a login"
          .formatted(kind);
    }
    Matcher token = NOT_A_NUMBER.matcher(message);
    if (token.find()) {
      return "answer is not JSON: %s in line %d, column %d is not a number of JSON"
          .formatted(token.group(1), e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
    boolean isEncoding = message.startsWith("Invalid UTF-8");
    return "answer is not JSON: %s%s"
        .formatted(
            ApiWords.shown(message),
            isEncoding ? "; its Content-Type should name its charset, if it is another one" : "");
  }

  private static String kind(HttpAnswer answer) {
    byte[] body = answer.body();
    String begin =
        new String(body, 0, Math.min(body.length, BEGINNING), UTF_8)
            .strip()
            .toLowerCase(Locale.ROOT);
    String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (begin.startsWith("<")) {
      boolean isPage = begin.contains("<html") || begin.contains("<!doctype html");
      return isPage || type.contains("html") ? "HTML" : "XML";
    }
    return type.contains("csv") ? "CSV" : "";
  }
}
