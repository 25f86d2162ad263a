package dev.sluice.parquet;

/** How far dictionaries look for a value: those of a sender who chooses values end there. */
final class Probes {
  /** The place of a value for which there is none. */
  static final int NO_PLACE = -1;

  /** Others that may lie where a value belongs; by chance it is never so many. */
  static final int MOST = 500;

  private Probes() {}
}
