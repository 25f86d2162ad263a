package dev.sluice.core.pipeline;

/** What ends a violation that has begun. */
public sealed interface Clearing {
  /** A record for which the condition holds. */
  record Matches(Condition condition) implements Clearing {}

  /** The measured number is outside the limits, e.g. below 33: outside of 33 to infinity. */
  record Outside(Limits limits) implements Clearing {}

  /** The measured number is within the limits. */
  record Within(Limits limits) implements Clearing {}
}
