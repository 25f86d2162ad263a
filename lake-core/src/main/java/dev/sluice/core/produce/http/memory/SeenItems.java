package dev.sluice.core.produce.http.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which items a feed has given, in which version: 64 bits of a hash of each, 16 bytes an item. The
 * one that was not in an answer for the longest time is forgotten first.
 *
 * @param versions by id, the oldest first
 */
public record SeenItems(Map<Long, Long> versions) {
  public static final SeenItems NONE = new SeenItems(Map.of());

  /** An item in a version, as hashes. */
  public record Mark(long id, long version) {}

  /** The version of an item that was given before. */
  public Optional<Mark> find(long id) {
    return Optional.ofNullable(versions.get(id)).map(version -> new Mark(id, version));
  }

  /** With the items of a tick as the newest, of which so many are kept. */
  public SeenItems with(Collection<Mark> marks, int most) {
    Map<Long, Long> all = new LinkedHashMap<>(versions);
    for (Mark mark : marks) {
      all.remove(mark.id());
      all.put(mark.id(), mark.version());
    }
    List<Long> ids = new ArrayList<>(all.keySet());
    ids.subList(0, Math.max(0, ids.size() - most)).forEach(all::remove);
    return new SeenItems(all);
  }

  /** As a text for a state object. */
  String encoded() {
    return encoded(
        versions.entrySet().stream().map(e -> new Mark(e.getKey(), e.getValue())).toList());
  }

  static SeenItems decoded(String text) {
    return NONE.with(marks(text), Integer.MAX_VALUE);
  }

  static String encoded(List<Mark> marks) {
    ByteBuffer bytes = ByteBuffer.allocate(marks.size() * 2 * Long.BYTES);
    marks.forEach(mark -> bytes.putLong(mark.id()).putLong(mark.version()));
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

  static long hash(String text) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each JVM has SHA-256", e);
    }
  }
}
