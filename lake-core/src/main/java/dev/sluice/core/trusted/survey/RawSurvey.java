package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.survey.SurveyDocument.Purpose;
import dev.sluice.core.trusted.survey.SurveyDocument.Sweep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sees what is in raw without listing all of it each time: the newest folders, older ones that
 * somebody has marked, and by and by, at a settable interval, everything. What is not listed is
 * known from before. Costs a run a few requests, however long the history.
 */
public final class RawSurvey {
  private final Settings settings;

  /**
   * What a survey works with.
   *
   * @param auditEvery after what time everything is listed again; zero: by each run
   * @param clock by which marks are old
   */
  public record Settings(Pipeline pipeline, ObjectStore store, Duration auditEvery, Clock clock) {
    RawMarks marks() {
      return new RawMarks(store, pipeline.name());
    }

    /** Those of which tables are made. */
    List<Input> inputs() {
      return RawWindow.inputs(pipeline);
    }
  }

  public RawSurvey(Settings settings) {
    this.settings = settings;
  }

  /**
   * Looks at raw.
   *
   * @throws IOException if it can't be listed, or what is known can't be kept
   */
  public SurveyedRaw survey(SurveyRequest request) throws IOException {
    SavedSurvey saved = SavedSurvey.load(settings);
    SurveySession session = new SurveySession(settings, saved, request, settings.clock().instant());
    plan(saved.document(), request);
    session.listMarked();
    session.listNewest();
    session.sweep();
    session.end();
    SurveyDocument document = saved.document();
    return new SurveyedRaw(
        document.indexes(),
        !document.isAwaiting(),
        document.ended(),
        session.looked(audit(document)));
  }

  /**
   * Has the next run list folders of a time: something else was found there than what is known.
   * What runs list anyway is left out.
   */
  public void mark(Input input, Period period) throws IOException {
    new RawMarker(settings.store(), settings.pipeline(), settings.clock()).mark(input, period);
  }

  /** Adds the listings that have become due. */
  private void plan(SurveyDocument document, SurveyRequest request) {
    Instant now = request.time();
    boolean isFirst = document.indexes().isEmpty();
    document.fit(settings.inputs(), now);
    boolean isNewRun = !document.again().equals(request.run());
    boolean isEachTime = settings.auditEvery().isZero();
    boolean isDue =
        isEachTime ? isNewRun : !now.isBefore(document.audited().plus(settings.auditEvery()));
    boolean isBegun = isDue && !document.isAuditing();
    if (isFirst || isBegun) {
      document.auditBegins(now);
    }
    Purpose purpose = isEachTime ? Purpose.AWAITED_AUDIT : Purpose.AUDIT;
    for (Input input : settings.inputs()) {
      if (isBegun) {
        document.sweeps().add(new Sweep(input.name(), RawWindow.all(input), purpose, now));
      }
      if (isNewRun && request.again().isPresent()) {
        RawWindow.of(input, request.again().get()).stream()
            .map(range -> new Sweep(input.name(), range, Purpose.REPLAY, now))
            .forEach(document.sweeps()::add);
      }
    }
    if (isNewRun && (request.again().isPresent() || isEachTime)) {
      document.againBy(request.run());
    }
  }

  private String audit(SurveyDocument document) {
    return document.sweeps().stream()
        .filter(Sweep::isAudit)
        .findFirst()
        .map(sweep -> "begun at %s, is at %s".formatted(document.audited(), sweep.range().from()))
        .orElseGet(
            () ->
                "done, begun at %s; the next one from %s on"
                    .formatted(document.audited(), document.audited().plus(settings.auditEvery())));
  }
}
