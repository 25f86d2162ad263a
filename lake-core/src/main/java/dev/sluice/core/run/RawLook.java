package dev.sluice.core.run;

import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.HalfSurveyException;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.survey.SurveyRequest;
import java.io.IOException;
import java.util.Optional;

/** Looks at raw once in an invocation, for all who ask. */
final class RawLook {
  private final PartitionSurvey survey;
  private final RunEvent event;
  private TrustedPartitions seen = TrustedPartitions.NONE;
  private boolean isDone;

  RawLook(PartitionSurvey survey, RunEvent event) {
    this.survey = survey;
    this.event = event;
  }

  /** What there is, for a run. */
  TrustedPartitions at(Run run) throws IOException {
    if (!isDone) {
      try {
        seen = survey.list(request(run));
      } catch (HalfSurveyException e) {
        seen = TrustedPartitions.NONE.after(e.looked());
        throw e;
      }
      isDone = true;
    }
    return seen;
  }

  private SurveyRequest request(Run run) {
    Optional<Rebuild> rebuild = run.origin().rebuild();
    return new SurveyRequest(
        run.id(), event.time(), rebuild.map(Rebuild::period), event.remainingMillis());
  }

  /** What was seen so far. */
  TrustedPartitions seen() {
    return seen;
  }
}
