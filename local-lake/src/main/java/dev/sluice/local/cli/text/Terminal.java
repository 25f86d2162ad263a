package dev.sluice.local.cli.text;

import java.io.PrintStream;
import java.util.Optional;

/** Where the command line writes: colours and a moving progress line on a terminal only. */
public final class Terminal {
  private final PrintStream out;
  private final boolean interactive;
  private boolean progressShown;

  public Terminal(PrintStream out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  public static Terminal system() {
    // From Java 22 on there is a console without a terminal too, unless this is set.
    System.setProperty("jdk.console", "java.base");
    boolean terminal = Optional.ofNullable(System.console()).isPresent();
    return new Terminal(System.out, terminal && System.getenv("NO_COLOR") == null);
  }

  public synchronized void line(String text) {
    clearProgress();
    out.println(text);
  }

  /** A line that the next one replaces; not shown where the output is no terminal. */
  public synchronized void progress(String text) {
    if (interactive) {
      out.print("\r\u001b[2K" + text);
      out.flush();
      progressShown = true;
    }
  }

  public String good(String text) {
    return coloured("32", text);
  }

  public String bad(String text) {
    return coloured("31", text);
  }

  public String strong(String text) {
    return coloured("1", text);
  }

  String faint(String text) {
    return coloured("2", text);
  }

  private String coloured(String code, String text) {
    return interactive ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void clearProgress() {
    if (progressShown) {
      out.print("\r\u001b[2K");
      progressShown = false;
    }
  }
}
