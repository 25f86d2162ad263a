package dev.sluice.core.produce.http.memory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Tells which items of an answer are new.
 *
 * @param onlyNew where an item's id and version are; empty: all are new
 * @param definition of the records: an item that was rejected under another one is tried again
 * @param keyed what a mark is made of instead of a text, where texts are masked
 */
public record Novelty(Optional<OnlyNew> onlyNew, String definition, UnaryOperator<String> keyed) {
  /**
   * The marks of an item in its version.
   *
   * @param given if it was sent
   * @param rejected if it was no record
   */
  public record Marks(Mark given, Mark rejected) {
    /** The mark under which it was seen. */
    public Optional<Mark> in(Set<Mark> seen) {
      return Stream.of(given, rejected).filter(seen::contains).findFirst();
    }
  }

  /**
   * Empty if items are not to be remembered.
   *
   * @param entry of the source's list, for which it was asked: another one gets it as well
   */
  public Optional<Marks> of(String entry, JsonNode item) {
    return onlyNew.map(
        where -> {
          JsonNode id = item.at(where.id());
          String version = where.version().map(item::at).map(JsonNode::toString).orElse("");
          String given = entry + "\n" + (isThere(id) ? id : item) + "\n" + version;
          return new Marks(mark(given), mark(given + "\nrejected\n" + definition));
        });
  }

  private Mark mark(String text) {
    return Mark.of(keyed.apply(text));
  }

  /** What an item lacks to be told from others. */
  public Optional<String> lack(JsonNode item) {
    return onlyNew
        .filter(where -> !isThere(item.at(where.id())))
        .map(where -> "item without '%s', the id for onlyNew".formatted(where.id()));
  }

  private static boolean isThere(JsonNode id) {
    return !id.isMissingNode() && !id.isNull();
  }
}
