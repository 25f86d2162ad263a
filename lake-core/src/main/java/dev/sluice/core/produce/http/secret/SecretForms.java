package dev.sluice.core.produce.http.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The forms in which servers and libraries repeat a text that they were sent. */
final class SecretForms {
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}|\\\\u[0-9A-F]{4}");

  private final Set<String> forms = new TreeSet<>();

  private SecretForms() {}

  /** All forms of it, itself among them. */
  static Set<String> of(String text) {
    SecretForms all = new SecretForms();
    all.add(text);
    String encoded = URLEncoder.encode(text, UTF_8);
    all.add(encoded);
    all.add(encoded.replace("+", "%20"));
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    for (String json : List.of(quoted, ascii(quoted))) {
      all.add(json);
      all.add(json.replace("/", "\\/"));
    }
    String html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    all.add(html);
    for (String quote : List.of("&#39;", "&#x27;", "&apos;")) {
      all.add(html.replace("\"", "&quot;").replace("'", quote));
    }
    all.addBase64(text.getBytes(UTF_8));
    return all.forms;
  }

  /** With escapes in small letters too. */
  private void add(String form) {
    forms.add(form);
    forms.add(ESCAPE.matcher(form).replaceAll(found -> small(found.group())));
  }

  private static String small(String escape) {
    return escape.replace("\\", "\\\\").toLowerCase(Locale.ROOT);
  }

  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder();
    text.chars()
        .forEach(
            each -> {
              if (each > '~') {
                ascii.append("\\u%04X".formatted(each));
              } else {
                ascii.append((char) each);
              }
            });
    return ascii.toString();
  }

  /** What doesn't change whatever stands before and after it, as in {@code user:key}. */
  private void addBase64(byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        forms.add(encoder.encodeToString(shifted).substring(from, to));
      }
    }
  }
}
