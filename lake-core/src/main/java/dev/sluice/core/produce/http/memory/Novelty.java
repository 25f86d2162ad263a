package dev.sluice.core.produce.http.memory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import java.util.Optional;

/**
 * Tells which items of an answer are new.
 *
 * @param onlyNew where an item's id and version are; empty: all are new
 * @param definition of the records: an item that was rejected under another one is tried again
 */
public record Novelty(Optional<OnlyNew> onlyNew, String definition) {
  /**
   * An item's marks.
   *
   * @param given if it was sent
   * @param rejected if it was no record
   */
  public record Marks(Mark given, Mark rejected) {
    /** The mark under which it was seen in that version. */
    public Optional<Mark> in(SeenItems seen) {
      return seen.find(given.id()).filter(mark -> mark.equals(given) || mark.equals(rejected));
    }
  }

  /** Empty if items are not to be remembered. */
  public Optional<Marks> of(JsonNode item) {
    return onlyNew.map(
        where -> {
          JsonNode id = item.at(where.id());
          long hash = SeenItems.hash((isThere(id) ? id : item).toString());
          String version = where.version().map(item::at).map(JsonNode::toString).orElse("");
          return new Marks(
              new Mark(hash, SeenItems.hash(version)),
              new Mark(hash, SeenItems.hash(version + "\nrejected\n" + definition)));
        });
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
