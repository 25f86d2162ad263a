package dev.sluice.localaws.http;

/** A document of the Query protocol, written element by element. */
public final class Xml {
  private final StringBuilder text = new StringBuilder();

  public Xml open(String element) {
    text.append('<').append(element).append('>');
    return this;
  }

  public Xml close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  public Xml text(String element, String value) {
    open(element);
    value.codePoints().forEach(this::escape);
    return close(element);
  }

  /** Everything another document has. */
  public Xml add(Xml other) {
    text.append(other.text);
    return this;
  }

  private void escape(int c) {
    switch (c) {
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      case '"' -> text.append("&quot;");
      case '\r' -> text.append("&#xD;");
      default -> text.appendCodePoint(isXml(c) ? c : 0xFFFD);
    }
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\n' || c == '\t';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
