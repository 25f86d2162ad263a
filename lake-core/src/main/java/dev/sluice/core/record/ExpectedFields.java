package dev.sluice.core.record;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the fields of a record mean, by their places in the last one: records of one source have
 * their fields in one order, so that a name is mostly compared with the one that is expected, and
 * neither made nor looked up. For one thread.
 *
 * @param <P> what an object means
 * @param <N> what a field in it means
 */
public final class ExpectedFields<P, N> {
  private final JsonCursor cursor;
  private final BiFunction<P, String, N> meaning;
  private Object[] parents = new Object[16];
  private byte[][] names = new byte[16][];
  private Object[] fields = new Object[16];
  private int place;

  /**
   * Expects nothing yet.
   *
   * @param meaning of the field of that name in an object; also of one that means nothing
   */
  public ExpectedFields(JsonCursor cursor, BiFunction<P, String, N> meaning) {
    this.cursor = cursor;
    this.meaning = meaning;
  }

  /** Begins with a record's first field. */
  public void begin() {
    place = 0;
  }

  /** Passes over the name before which the cursor stands; null: it is strange. */
  @SuppressWarnings("unchecked")
  public N next(P parent) {
    if (place == fields.length) {
      parents = Arrays.copyOf(parents, 2 * place);
      names = Arrays.copyOf(names, 2 * place);
      fields = Arrays.copyOf(fields, 2 * place);
    }
    if (parents[place] != parent || !cursor.isNamed(names[place])) {
      expect(parent, cursor.name());
    }
    return (N) fields[place++];
  }

  /** A name with escapes can be written in many ways: none is expected at its place. */
  private void expect(P parent, Optional<String> name) {
    Optional<byte[]> quoted = name.flatMap(any -> cursor.quotedName());
    parents[place] = quoted.isPresent() ? parent : null;
    names[place] = quoted.orElse(null);
    fields[place] = name.map(any -> meaning.apply(parent, any)).orElse(null);
  }
}
