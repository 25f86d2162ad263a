package dev.sluice.core.trusted;

import dev.sluice.core.trusted.survey.SurveyedRaw.Looked;
import java.io.IOException;

/**
 * Not all that has to be listed has been: nothing is made of half of it. The next look at it goes
 * on where this one ended.
 */
public final class HalfSurveyException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Looked looked;

  HalfSurveyException(Looked looked) {
    super("raw is not listed to its end, the next invocation goes on: " + looked);
    this.looked = looked;
  }

  /** What was looked at. */
  public Looked looked() {
    return looked;
  }
}
