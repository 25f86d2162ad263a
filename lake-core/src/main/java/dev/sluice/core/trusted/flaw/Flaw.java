package dev.sluice.core.trusted.flaw;

/**
 * Something that is wrong with values or rows of a table, counted.
 *
 * @param kind what it is
 * @param subject the column, field or check
 * @param reason why, in a few words; shows nothing of the value
 * @param count how many values or rows it has, at least 1
 * @param example one value; at most {@value #MOST_EXAMPLE} characters, control characters escaped
 */
public record Flaw(Kind kind, String subject, String reason, long count, String example) {
  static final int MOST_EXAMPLE = 80;
  private static final int MOST_WORDS = 120;

  /** What a flaw is; the order is that in which flaws are told. */
  public enum Kind {
    /** Rows that fail a check; the subject is the check's name. */
    CHECK,
    /** Rows that were dropped for a column's value; the subject is the column. */
    DROPPED,
    /** Values that became null or were changed; the subject is the column. */
    CAST,
    /** Fields that a strict input doesn't know; the subject is the field. */
    UNKNOWN_FIELD;

    private static final Kind[] ALL = values();

    static Kind of(int ordinal) {
      return ALL[ordinal];
    }
  }

  public Flaw {
    if (count < 1) {
      throw new IllegalArgumentException("A flaw counts at least 1, not " + count);
    }
    subject = cut(subject, MOST_WORDS);
    reason = cut(reason, MOST_WORDS);
    example = cut(example, MOST_EXAMPLE);
  }

  /** What there is no place to tell one by one. */
  static Flaw others(Kind kind, long count) {
    return new Flaw(kind, "", "others", count, "");
  }

  /** Whether it stands for several that are not told one by one. */
  public boolean isOthers() {
    return subject.isEmpty();
  }

  Flaw times(long newCount) {
    return new Flaw(kind, subject, reason, newCount, example);
  }

  Flaw withExampleOf(int characters) {
    return new Flaw(kind, subject, reason, count, cut(example, characters));
  }

  /** In one line, control characters escaped, with three dots where it was cut. */
  public static String cut(String text, int most) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(isUnshowable(text, i) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      if (shown.length() > most) {
        int end = Math.max(0, most - 3);
        boolean isPairCut = end > 0 && Character.isHighSurrogate(shown.charAt(end - 1));
        shown.setLength(isPairCut ? end - 1 : end);
        return shown.append("...".substring(0, Math.min(3, most))).toString();
      }
    }
    return shown.toString();
  }

  /** A control or format character, a line separator, or half of a surrogate pair. */
  private static boolean isUnshowable(String text, int at) {
    char c = text.charAt(at);
    int type = Character.getType(c);
    if (Character.isSurrogate(c)) {
      boolean isFirst = at + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(at + 1));
      boolean isSecond = at > 0 && Character.isSurrogatePair(text.charAt(at - 1), c);
      return !isFirst && !isSecond;
    }
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
