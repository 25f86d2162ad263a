package dev.sluice.core.produce.http.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Takes the secrets of a source's requests out of all that leaves it: answers that echo them, what
 * is kept of an answer, messages and failures. It knows a secret from the moment it was opened, and
 * goes on knowing one that was replaced. Not thread-safe.
 */
public final class Redaction {
  /** What stands in a secret's place: whole in JSON, URLs and HTML. */
  public static final String SHOWN = "(secret)";

  /** The longest first: one form may be a part of another. */
  private final TreeSet<String> forms =
      new TreeSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  public void learn(SecretValue secret) {
    forms.addAll(SecretForms.of(secret.open()));
  }

  public String of(String text) {
    String shown = text;
    for (String form : forms) {
      shown = shown.replace(form, SHOWN);
    }
    return shown;
  }

  /** The same bytes, if there is nothing to take out, whatever they are. */
  public byte[] of(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String shown = of(text);
    return shown.equals(text) ? bytes : shown.getBytes(UTF_8);
  }

  /** A failure that can be shown. */
  public IOException of(IOException e) {
    return isClean(e) ? e : at(e, new IOException(shown(e)));
  }

  /** A failure that can be shown. */
  public RuntimeException of(RuntimeException e) {
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
