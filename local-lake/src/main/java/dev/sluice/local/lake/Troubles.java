package dev.sluice.local.lake;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What goes wrong in a lake and lasts, by pipeline and subject: the last 100 troubles. One that
 * lasts is told again after 1, 2, 4… minutes, and after an hour at the latest, as long as it grows.
 */
public final class Troubles {
  private static final int KEPT = 100;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private Consumer<Trouble> listener = trouble -> {};

  /**
   * @param clock the lake's
   */
  public Troubles(Clock clock) {
    this.clock = clock;
  }

  private record Known(Trouble trouble, long extent, Instant quietUntil, Duration pause) {}

  /**
   * Takes note of a trouble.
   *
   * @param extent grows as long as the trouble does, e.g. how many records it cost
   */
  public synchronized void seen(
      String pipeline, String subject, String text, String remedy, long extent) {
    Instant now = clock.instant();
    String key = pipeline + "\n" + subject;
    Known before = known.remove(key);
    Trouble trouble = new Trouble(pipeline, subject, text, remedy, now, now);
    if (before == null) {
      known.put(key, new Known(trouble, extent, now.plus(FIRST_PAUSE), FIRST_PAUSE));
      listener.accept(trouble);
    } else if (extent <= before.extent) {
      known.put(key, before);
    } else {
      grew(key, before, trouble.since(before.trouble.first()), extent);
    }
    if (known.size() > KEPT) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private void grew(String key, Known before, Trouble trouble, long extent) {
    Instant now = trouble.last();
    if (now.isBefore(before.quietUntil)) {
      known.put(key, new Known(trouble, extent, before.quietUntil, before.pause));
      return;
    }
    Duration twice = before.pause.multipliedBy(2);
    Duration pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    known.put(key, new Known(trouble, extent, now.plus(pause), pause));
    listener.accept(trouble);
  }

  /** The trouble is over, if there was one. */
  public synchronized void over(String pipeline, String subject) {
    known.remove(pipeline + "\n" + subject);
  }

  /** Calls the listener for everything from now on. */
  public synchronized void onTrouble(Consumer<Trouble> newListener) {
    listener = newListener;
  }

  /** Those that last, the one that was seen last at the end. */
  public synchronized List<Trouble> all() {
    return new ArrayList<>(known.values().stream().map(Known::trouble).toList());
  }

  /** A trouble in one line, without its time. */
  public static String line(Trouble trouble) {
    return Stream.of(
            trouble.pipeline().isEmpty() ? "" : trouble.pipeline() + ": ",
            trouble.text(),
            trouble.remedy().isEmpty() ? "" : "; what to do: " + trouble.remedy())
        .collect(joining());
  }
}
