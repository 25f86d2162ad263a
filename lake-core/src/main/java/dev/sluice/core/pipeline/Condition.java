package dev.sluice.core.pipeline;


import java.util.List;

/** When an alert rule fires, as data. Fields are checked against the schema by the loader. */
public sealed interface Condition {
  /** The field's number is greater than the limit. */
  record Above(String field, double limit) implements Condition {}

  /** The field's number is less than the limit. */
  record Below(String field, double limit) implements Condition {}

  /** The field's number is less than {@code low} or greater than {@code high}. */
  record Outside(String field, double low, double high) implements Condition {
    public Outside {
      if (!(low <= high)) {
        throw new IllegalArgumentException("outside: [" + low + ", " + high + "] is no band");
      }
    }
  }

  /** The field, as text, equals the value. */
  record Equals(String field, String value) implements Condition {}

  /** The field's text contains the value. */
  record Contains(String field, String value) implements Condition {}

  /** All hold; stops at the first that does not. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** At least one holds; stops at the first that does. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }
}
