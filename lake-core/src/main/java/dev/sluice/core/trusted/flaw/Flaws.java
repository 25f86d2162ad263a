package dev.sluice.core.trusted.flaw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The flaws of a partition's rows, or of several: by kind, the most frequent first. At most {@value
 * #MOST} are told one by one; the rest is summed up by kind, so that sums are always right.
 *
 * @param all each kind, subject and reason once
 */
public record Flaws(List<Flaw> all) {
  public static final Flaws NONE = new Flaws(List.of());

  static final int MOST = 20;
  private static final Comparator<Flaw> ORDER =
      Comparator.comparing(Flaw::kind)
          .thenComparing(Flaw::isOthers)
          .thenComparing(Flaw::count, Comparator.reverseOrder())
          .thenComparing(Flaw::subject)
          .thenComparing(Flaw::reason);

  public Flaws {
    all = List.copyOf(cut(merged(all), MOST));
  }

  /** The sums of both; of two examples the first. */
  public Flaws plus(Flaws other) {
    List<Flaw> both = new ArrayList<>(all);
    both.addAll(other.all);
    return new Flaws(both);
  }

  /** How many values or rows are of that kind. */
  public long count(Flaw.Kind kind) {
    return all.stream().filter(flaw -> flaw.kind() == kind).mapToLong(Flaw::count).sum();
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** With so many told one by one, and so much of each example. */
  Flaws shortened(int most, int exampleCharacters) {
    return new Flaws(
        cut(all, most).stream().map(flaw -> flaw.withExampleOf(exampleCharacters)).toList());
  }

  private static List<Flaw> merged(List<Flaw> flaws) {
    List<Flaw> merged = new ArrayList<>();
    java.util.Map<List<Object>, Integer> places = new java.util.HashMap<>();
    for (Flaw flaw : flaws) {
      List<Object> key = List.of(flaw.kind(), flaw.subject(), flaw.reason());
      Integer place = places.putIfAbsent(key, merged.size());
      if (place == null) {
        merged.add(flaw);
      } else {
        Flaw first = merged.get(place);
        merged.set(place, first.times(first.count() + flaw.count()));
      }
    }
    merged.sort(ORDER);
    return merged;
  }

  private static List<Flaw> cut(List<Flaw> ordered, int most) {
    List<Flaw> kept = new ArrayList<>();
    long[] others = new long[Flaw.Kind.values().length];
    int told = 0;
    for (Flaw flaw : ordered) {
      if (!flaw.isOthers() && told < most) {
        kept.add(flaw);
        told++;
      } else {
        others[flaw.kind().ordinal()] += flaw.count();
      }
    }
    for (Flaw.Kind kind : Flaw.Kind.values()) {
      if (others[kind.ordinal()] > 0) {
        kept.add(Flaw.others(kind, others[kind.ordinal()]));
      }
    }
    kept.sort(ORDER);
    return kept;
  }
}
