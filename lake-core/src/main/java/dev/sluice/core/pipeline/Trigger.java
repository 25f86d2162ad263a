package dev.sluice.core.pipeline;

import java.time.Duration;
import java.util.Optional;

/**
 * What makes an alert rule fire, as data. All but {@link Matches} look at more than one record of a
 * group: the records for which a rule's {@code by} fields are equal.
 */
public sealed interface Trigger {
  /** How far back the readings lie that it looks at; zero: at one alone. */
  Duration span();

  <R> R accept(Visitor<R> visitor);

  /**
   * What is to be done for each kind of trigger. A new kind is a method here, so that the compiler
   * names every place that has to deal with it.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R visit(Matches when);

    R visit(Change when);

    R visit(Aggregate when);

    R visit(Silence when);

    R visit(Stuck when);
  }

  /** A record for which the condition holds. */
  record Matches(Condition condition) implements Trigger {
    @Override
    public Duration span() {
      return Duration.ZERO;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * The field's change from one reading of the group to the next, scaled to a duration, is outside
   * the band. Falling is negative.
   */
  record Change(String field, Duration per, Band band) implements Trigger {
    @Override
    public Duration span() {
      return per;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A figure over all readings of a period is outside the band. Periods follow one another from
   * 1970-01-01T00:00:00Z on; one is judged when the group's first reading after it comes.
   */
  record Aggregate(Figure figure, String field, Duration over, Band band) implements Trigger {
    @Override
    public Duration span() {
      return over;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * No record of the group arrived for that long, while others arrived in its shard.
   *
   * @param field a record without it does not count, and its last value is told; empty: any record
   */
  record Silence(Duration duration, Optional<String> field) implements Trigger {
    @Override
    public Duration span() {
      return duration;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** All readings of the group had the same value for that long. */
  record Stuck(String field, Duration duration) implements Trigger {
    @Override
    public Duration span() {
      return duration;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** What is made of a period's readings. */
  enum Figure {
    MEAN,
    MIN,
    MAX,
    COUNT
  }
}
