package dev.sluice.core.produce;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Why requests brought nothing: a few reasons with their counts, so that the checkpoint which holds
 * them stays small. When there are too many, the one that was met longest ago is counted under
 * {@link #OTHERS}.
 *
 * @param reasons each once
 */
public record MissedReasons(List<Reason> reasons) {
  /** The reason under which those are counted that there is no place for. */
  public static final String OTHERS = "other reasons";

  static final MissedReasons NONE = new MissedReasons(List.of());
  private static final int MOST_NAMED = 7;

  public MissedReasons {
    reasons = List.copyOf(reasons);
  }

  /**
   * One reason.
   *
   * @param text what is wrong
   * @param requests how many brought nothing for it, at least 1
   * @param example the last one of them
   * @param tick of the example
   */
  public record Reason(String text, long requests, String example, Instant tick) {
    public Reason {
      if (requests < 1) {
        throw new IllegalArgumentException(
            "'%s' has at least 1 request, not %d".formatted(text, requests));
      }
    }
  }

  /** With more requests of a tick. */
  MissedReasons plus(Instant tick, List<MissedRequest> missed) {
    MissedReasons sum = this;
    for (MissedRequest each : missed) {
      sum = sum.plus(new Reason(each.reason(), each.count(), each.request(), tick));
    }
    return sum;
  }

  private MissedReasons plus(Reason added) {
    List<Reason> all = new ArrayList<>(reasons);
    long before = remove(all, added.text());
    all.add(new Reason(added.text(), before + added.requests(), added.example(), added.tick()));
    long named = all.stream().filter(each -> !each.text().equals(OTHERS)).count();
    return named <= MOST_NAMED ? new MissedReasons(all) : withoutOldest(all);
  }

  private static MissedReasons withoutOldest(List<Reason> all) {
    long others = remove(all, OTHERS);
    Reason oldest = all.stream().min(comparing(Reason::tick)).orElseThrow();
    all.remove(oldest);
    all.add(new Reason(OTHERS, others + oldest.requests(), oldest.example(), oldest.tick()));
    return new MissedReasons(all);
  }

  private static long remove(List<Reason> all, String text) {
    long requests =
        all.stream().filter(each -> each.text().equals(text)).mapToLong(Reason::requests).sum();
    all.removeIf(each -> each.text().equals(text));
    return requests;
  }

  void writeTo(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Reason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("reason", reason.text());
      json.writeNumberField("requests", reason.requests());
      json.writeStringField("example", reason.example());
      json.writeStringField("tick", reason.tick().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Reads what a checkpoint holds; nothing for one that holds none. */
  public static MissedReasons read(JsonNode array) {
    List<Reason> reasons = new ArrayList<>();
    for (JsonNode each : array) {
      reasons.add(
          new Reason(
              each.path("reason").asText(),
              each.path("requests").asLong(),
              each.path("example").asText(),
              Instant.parse(each.path("tick").asText())));
    }
    return new MissedReasons(reasons);
  }
}
