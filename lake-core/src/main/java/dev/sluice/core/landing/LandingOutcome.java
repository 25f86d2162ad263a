package dev.sluice.core.landing;

/** What became of an object that landed. Whatever it is, the object stays where it landed. */
public sealed interface LandingOutcome {
  /**
   * It is in raw now.
   *
   * @param to its key there
   * @param rows of the file, or items
   */
  record Stored(String to, long rows) implements LandingOutcome {}

  /**
   * It can't be read as its input needs; a copy and the reason are kept.
   *
   * @param to the copy's key
   * @param rows that could be told apart
   */
  record Rejected(String to, String reason, long rows) implements LandingOutcome {}

  /** It was done before: an event came twice. */
  record Known(String to) implements LandingOutcome {}

  /** It was replaced or deleted before its event came; what replaced it has an event of its own. */
  record Superseded() implements LandingOutcome {}

  /** No source takes objects of that key. */
  record Unmatched(String reason) implements LandingOutcome {}
}
