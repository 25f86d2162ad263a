package dev.sluice.core.alert.memory;

/**
 * Goes through the values of a memory, each under its letter in the state, and says what each is to
 * be from then on: a writer returns what it was given, a reader what it read.
 */
public interface MemoryFields {
  /** A time in epoch milliseconds or a count; {@link Memory#NONE} if there is none. */
  long whole(char name, long value);

  /** A number; NaN if there is none. */
  double decimal(char name, double value);

  /** A text as {@link dev.sluice.core.alert.text.ValueText} has it; empty if there is none. */
  String text(String value);
}
