package dev.sluice.core.definition.sql;

/**
 * A piece of SQL.
 *
 * @param kind what it is
 * @param text words in lower case, quoted names without their quotes
 * @param line counted from 1
 */
record SqlToken(Kind kind, String text, int line) {
  enum Kind {
    /** A keyword or a name. */
    WORD,
    /** A name in double quotes or backticks. */
    QUOTED_NAME,
    /** A text in single quotes, or a number without a sign. */
    LITERAL,
    /** A single other character. */
    SYMBOL,
    /** A quote or comment that never ends. */
    UNCLOSED
  }

  boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wordOrSymbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }
}
