package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.TallyKey;
import java.util.Optional;

/**
 * What violates one live rule: a record, or that none comes.
 *
 * @param rule which
 * @param key where it is tallied
 * @param device the record's key, or the name of its group
 * @param moment when it is so
 * @param words for its alert, if it is the first of its key; the others are only counted
 */
public record Violation(
    BoundRule rule, TallyKey key, String device, Moment moment, Optional<Words> words) {

  /**
   * When something was measured.
   *
   * @param time the event time, epoch milliseconds
   * @param since when it began, epoch milliseconds
   * @param begins false if it goes on with a violation that began before
   * @param number the measured number, NaN if there is none
   */
  public record Moment(long time, long since, boolean begins, double number) {}

  /**
   * The texts of a first violation.
   *
   * @param value the measured field's text
   * @param message the rule's message with the record's values
   */
  public record Words(String value, String message) {}
}
