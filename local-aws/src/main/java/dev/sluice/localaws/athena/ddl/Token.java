package dev.sluice.localaws.athena.ddl;

/**
 * A word of a statement.
 *
 * @param text without quotes, escapes resolved
 * @param from where it begins, as an offset
 * @param to where it ends
 */
public record Token(Kind kind, String text, int from, int to) {
  public enum Kind {
    WORD,
    NUMBER,
    /** In backticks. */
    NAME,
    /** In single quotes. */
    TEXT,
    /** In double quotes: a text in Hive's DDL, a name in statements about views. */
    QUOTED,
    SYMBOL,
    END
  }

  public boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }
}
