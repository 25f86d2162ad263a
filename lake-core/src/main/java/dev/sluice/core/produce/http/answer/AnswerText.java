package dev.sluice.core.produce.http.answer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.http.client.HttpAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text answer in whatever charset, as UTF-8 without a byte order mark. */
public final class AnswerText {
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)");
  private static final char MARK = '\uFEFF';

  private AnswerText() {}

  /**
   * The same answer with its body in UTF-8. A byte order mark says the charset, else the
   * Content-Type, else the zero bytes of UTF-16; else it is UTF-8. A body that can't be decoded
   * stays as it is, for its reader to say where.
   */
  public static HttpAnswer utf8(HttpAnswer answer) {
    Optional<String> text = charset(answer).flatMap(charset -> decoded(answer.body(), charset));
    boolean isMarked = text.filter(found -> found.indexOf(MARK) == 0).isPresent();
    return text.map(found -> (isMarked ? found.substring(1) : found).getBytes(UTF_8))
        .map(body -> new HttpAnswer(answer.status(), answer.headers(), body, answer.whole()))
        .orElse(answer);
  }

  private static Optional<Charset> charset(HttpAnswer answer) {
    byte[] body = answer.body();
    int first = body.length > 1 ? (body[0] & 0xff) << 8 | body[1] & 0xff : 0xffff;
    if (first == 0xfeff || first == 0xfffe) {
      return Optional.of(first == 0xfeff ? UTF_16BE : UTF_16LE);
    }
    if (first == 0xefbb) {
      return Optional.of(UTF_8);
    }
    Matcher named = CHARSET.matcher(answer.header("content-type").orElse(""));
    if (named.find()) {
      return named(named.group(1));
    }
    if (first <= 0xff || (first & 0xff) == 0) {
      return Optional.of(first <= 0xff ? UTF_16BE : UTF_16LE);
    }
    return Optional.empty();
  }

  private static Optional<Charset> named(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> decoded(byte[] body, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
