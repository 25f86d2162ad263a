package dev.sluice.core.pipeline;

import java.util.List;
import java.util.stream.Stream;

/**
 * A condition over a record's fields or a row's columns, as data: tests of single fields, and
 * combinations of conditions. Names are checked against the schema by the loader.
 */
public sealed interface Condition {
  <R> R accept(Visitor<R> visitor);

  /** All tests in it, in their order. */
  Stream<Test> tests();

  /**
   * What is to be done for each kind of condition. A new kind is a method here, so that the
   * compiler names every place that has to deal with it.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R visit(OutsideBand test);

    R visit(Equals test);

    R visit(Contains test);

    R visit(All all);

    R visit(Any any);
  }

  /** A test of one field. */
  sealed interface Test extends Condition {
    String field();

    /** Whether it compares a number with a limit, so that a rule may clear at another. */
    boolean hasLimit();

    @Override
    default Stream<Test> tests() {
      return Stream.of(this);
    }
  }

  /** The field's number is outside the band: above it, below it, or either. */
  record OutsideBand(String field, Band band) implements Test {
    @Override
    public boolean hasLimit() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The field, as text, equals the value. */
  record Equals(String field, String value) implements Test {
    @Override
    public boolean hasLimit() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The field's text contains the value. */
  record Contains(String field, String value) implements Test {
    @Override
    public boolean hasLimit() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** All hold; stops at the first that does not. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Stream<Test> tests() {
      return conditions.stream().flatMap(Condition::tests);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** At least one holds; stops at the first that does. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Stream<Test> tests() {
      return conditions.stream().flatMap(Condition::tests);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
