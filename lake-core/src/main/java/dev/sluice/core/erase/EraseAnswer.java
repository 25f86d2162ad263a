package dev.sluice.core.erase;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far an erasure is.
 *
 * @param state a phase that is not over, and the same is to be asked again; or {@link #ERASED} or
 *     {@link #NOT_ERASED}
 * @param counts what was done, by what it is
 * @param left what may still have the value, and why; of very many not all
 * @param leftCount how many that are
 */
public record EraseAnswer(
    String state, Map<String, Long> counts, List<String> left, int leftCount) {
  /** Nothing that was searched has it. */
  public static final String ERASED = "ERASED";

  /** Something may have it. */
  public static final String NOT_ERASED = "NOT_ERASED";

  private static final ObjectMapper JSON = new ObjectMapper();

  public EraseAnswer {
    counts = new TreeMap<>(counts);
    left = List.copyOf(left);
  }

  static EraseAnswer of(EraseProgress progress, String state) {
    Map<String, Long> counts = new TreeMap<>();
    for (EraseProgress.Count count : EraseProgress.Count.values()) {
      counts.put(count.name().toLowerCase(Locale.ROOT), progress.count(count));
    }
    return new EraseAnswer(state, counts, progress.left(), progress.leftCount());
  }

  /** Whether there is nothing more to be done. */
  public boolean isEnd() {
    return state.equals(ERASED) || state.equals(NOT_ERASED);
  }

  /** The function's answer. */
  public ObjectNode json() {
    ObjectNode node = JSON.createObjectNode().put("state", state);
    ObjectNode all = node.putObject("counts");
    counts.forEach(all::put);
    var array = node.putArray("left");
    left.forEach(array::add);
    return node.put("leftCount", leftCount);
  }
}
