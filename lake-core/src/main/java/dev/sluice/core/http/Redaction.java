package dev.sluice.core.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.Entry;
import dev.sluice.core.produce.RejectedRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Takes the secrets of a source's requests out of all that leaves it: answers that echo them, what
 * is kept of an answer, messages and failures. It knows a secret from the moment it was opened, and
 * goes on knowing one that was replaced. Not thread-safe.
 */
final class Redaction {
  /** What stands in a secret's place: whole in JSON, URLs and HTML. */
  static final String SHOWN = "(secret)";

  /** The longest first: one form may be a part of another. */
  private final TreeSet<String> forms =
      new TreeSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  void learn(SecretValue secret) {
    forms.addAll(SecretForms.of(secret.open()));
  }

  String of(String text) {
    String shown = text;
    for (String form : forms) {
      shown = shown.replace(form, SHOWN);
    }
    return shown;
  }

  /** An answer, before anything of it is cut off or quoted. */
  HttpAnswer of(HttpAnswer answer) {
    return new HttpAnswer(answer.status(), answer.headers(), of(answer.body()), answer.whole());
  }

  /** What was made of an answer: only reading it as JSON undoes every way to escape. */
  Taken of(Taken taken) {
    Map<String, String> names = new LinkedHashMap<>();
    taken.names().forEach((id, name) -> names.put(of(id), of(name)));
    return new Taken(
        taken.entries().stream().map(each -> new Entry(of(each.key()), of(each.data()))).toList(),
        taken.rejected().stream().map(this::of).toList(),
        taken.lastPage(),
        names,
        taken.missed().map(this::of));
  }

  private RejectedRow of(RejectedRow row) {
    return new RejectedRow(of(row.reason()), row.file(), row.line(), of(row.text()));
  }

  /** The same bytes, if there is nothing to take out, whatever they are. */
  private byte[] of(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String shown = of(text);
    return shown.equals(text) ? bytes : shown.getBytes(UTF_8);
  }

  /** A failure that can be shown. */
  IOException of(IOException e) {
    return isClean(e) ? e : at(e, new IOException(shown(e)));
  }

  /** A failure that can be shown. */
  RuntimeException of(RuntimeException e) {
    return isClean(e) ? e : at(e, new IllegalStateException(shown(e)));
  }

  private String shown(Exception e) {
    return of(e.getClass().getSimpleName() + ": " + e.getMessage());
  }

  /** Causes and suppressed failures are printed as well. */
  private boolean isClean(Exception e) {
    StringWriter printed = new StringWriter();
    e.printStackTrace(new PrintWriter(printed));
    return of(printed.toString()).equals(printed.toString());
  }

  private static <E extends Exception> E at(Exception e, E shown) {
    shown.setStackTrace(e.getStackTrace());
    return shown;
  }
}
