package dev.sluice.core.produce.http.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which items a feed has given, each version of an item on its own: 128 bits of a hash of both. The
 * one that was not in an answer for the longest time is forgotten first.
 *
 * @param marks the oldest first
 */
public record SeenItems(Set<Mark> marks) {
  public static final SeenItems NONE = new SeenItems(Set.of());

  /** An item in a version, as the first 128 bits of a hash. */
  public record Mark(long first, long second) {
    static Mark of(String text) {
      try {
        ByteBuffer hash =
            ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        return new Mark(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Each JVM has SHA-256", e);
      }
    }
  }

  /** With the items of a tick as the newest, of which so many are kept. */
  public SeenItems with(Collection<Mark> others, int most) {
    Set<Mark> all = new LinkedHashSet<>(marks);
    all.removeAll(new HashSet<>(others));
    all.addAll(others);
    List<Mark> oldestFirst = new ArrayList<>(all);
    return new SeenItems(
        new LinkedHashSet<>(
            oldestFirst.subList(Math.max(0, all.size() - most), oldestFirst.size())));
  }

  /** A copy of its marks, with those of answers. */
  public Set<Mark> or(Collection<Traces> answers) {
    Set<Mark> all = new HashSet<>(marks);
    answers.forEach(answer -> all.addAll(answer.marks()));
    return all;
  }

  /** As a text for a state object. */
  String encoded() {
    return encoded(marks);
  }

  static SeenItems decoded(String text) {
    return new SeenItems(new LinkedHashSet<>(marks(text)));
  }

  static String encoded(Collection<Mark> marks) {
    ByteBuffer bytes = ByteBuffer.allocate(marks.size() * 2 * Long.BYTES);
    marks.forEach(mark -> bytes.putLong(mark.first()).putLong(mark.second()));
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static List<Mark> marks(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    List<Mark> marks = new ArrayList<>();
    while (bytes.hasRemaining()) {
      marks.add(new Mark(bytes.getLong(), bytes.getLong()));
    }
    return marks;
  }
}
