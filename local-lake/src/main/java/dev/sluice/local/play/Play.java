package dev.sluice.local.play;

import dev.sluice.local.lake.LakeSettings;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.report.FromElsewhere;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.report.ReportReader;
import dev.sluice.local.standin.Sender;
import dev.sluice.local.standin.Senders;
import dev.sluice.local.standin.StandIn;
import dev.sluice.local.standin.StandIns;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.s3.S3Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A pipeline played in a lake of its own, step by step: {@link #warmUp}, {@link #play}, {@link
 * #drain}, {@link #runEtl}, {@link #report}. Steps may be left out or repeated.
 */
public final class Play implements AutoCloseable {
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration LONGEST_DRAIN = Duration.ofHours(6);

  private final PlayPlan plan;
  private final PipelineStack stack;
  private final LocalLake lake;
  private final Optional<StandIn> standIn;
  private final Optional<SentRecords> sent;
  private volatile boolean diskFull;

  private Play(
      PlayPlan plan,
      PipelineStack stack,
      LocalLake lake,
      Optional<StandIn> standIn,
      Optional<Sender> sender) {
    this.plan = plan;
    this.stack = stack;
    this.lake = lake;
    this.standIn = standIn;
    this.sent =
        sender.map(
            others ->
                new SentRecords(
                    others, lake.clock(), EndpointStream.of(lake.endpoint(), stack.stream())));
    standIn.ifPresent(api -> api.follow(lake.clock()));
    lake.trouble().onFullDisk(this::end);
  }

  /** Starts a lake with the pipeline's stack, on any free port, and a stand-in for its API. */
  public static Play start(PlayPlan plan) throws IOException {
    boolean faulty = plan.faults() != FaultPlan.NONE;
    Optional<StandIn> standIn =
        StandIns.start(plan.place().checkout(), plan.pipeline(), plan.given().answers(), faulty);
    try {
      return start(plan, standIn);
    } catch (IOException | RuntimeException e) {
      standIn.ifPresent(StandIn::close);
      throw e;
    }
  }

  private static Play start(PlayPlan plan, Optional<StandIn> standIn) throws IOException {
    Map<String, String> chosen = new HashMap<>(plan.stack().settings());
    if (standIn.isPresent()) {
      chosen.putAll(standIn.get().settings());
      standIn.get().writeSecrets(plan.directory());
    }
    PipelineStack stack =
        PipelineStack.of(plan.place(), plan.pipeline(), plan.stack().withSettings(chosen))
            .asking(standIn.flatMap(StandIn::server));
    LakeSettings settings =
        new LakeSettings(
            plan.place().checkout(),
            plan.directory(),
            List.of(stack.stack()),
            0,
            Optional.of(begin(plan)),
            plan.faults(),
            Callers.LOCAL);
    Optional<Sender> sender =
        Senders.start(plan.pipeline(), plan.given().records(), plan.time().from());
    return new Play(plan, stack, LocalLake.start(settings), standIn, sender);
  }

  /** A schedule fires at once, and the first firing's records are those of the minute before. */
  private static Instant begin(PlayPlan plan) {
    return plan.time().from().plus(STEP);
  }

  /**
   * Starts the functions.
   *
   * @throws PlayException with each function that does not start, and why
   */
  public void warmUp() {
    Map<String, String> failures = lake.warmUp();
    refuseFullDisk();
    if (!failures.isEmpty()) {
      StringBuilder text = new StringBuilder();
      failures.forEach(
          (function, reason) ->
              text.append(text.isEmpty() ? "" : "\n")
                  .append(function)
                  .append(" did not start: ")
                  .append(reason.strip()));
      throw new PlayException(text.toString());
    }
  }

  /** Puts the pipeline's sample files into the landing zone, if there are any. */
  public void land() throws IOException {
    LandingSamples.of(plan.place().folder(), plan.pipeline().name())
        .put(
            new S3Upload(lake.endpoint(), Callers.authorization(Callers.LOCAL.key(), "s3")),
            stack.bucket());
  }

  /** Plays the plan's time, minute by minute; then no schedule fires any more. */
  public void play(Consumer<Instant> progress) throws InterruptedException {
    Instant end = plan.time().to().plus(STEP);
    for (Instant next = begin(plan).plus(STEP); !next.isAfter(end); next = next.plus(STEP)) {
      sent.ifPresent(SentRecords::put);
      lake.timeline().runUntil(next);
      refuseFullDisk();
      progress.accept(next.minus(STEP));
    }
    sent.ifPresent(SentRecords::end);
    lake.stopSchedules();
  }

  /** Lets the functions process all that is in the stream. */
  public void drain() throws InterruptedException {
    boolean drained = lake.timeline().drain(lake.clock().instant().plus(LONGEST_DRAIN));
    refuseFullDisk();
    if (!drained) {
      throw new PlayException(
          "the streams were not drained within %s of played time; the logs are in %s"
              .formatted(LONGEST_DRAIN, plan.directory().resolve("logs")));
    }
  }

  /** Runs ETL and queries, until their run has ended. */
  public void runEtl() throws IOException, InterruptedException {
    try {
      new EtlRounds(lake, stack).run();
    } finally {
      refuseFullDisk();
    }
  }

  /** The step at hand ends, and then says why. */
  private void end() {
    diskFull = true;
    lake.timeline().close();
  }

  private void refuseFullDisk() {
    if (diskFull) {
      throw new PlayException(
          "the disk of %s is full, so the play was ended. Make room, or name a folder on another disk with --dir."
              .formatted(plan.directory()));
    }
  }

  /**
   * Counts what is in the lake.
   *
   * @param seconds of real time that it took, for the report
   */
  public PipelineReport report(double seconds) throws IOException {
    FromElsewhere elsewhere = sent.map(SentRecords::counts).orElse(FromElsewhere.NOTHING);
    return new ReportReader(lake, stack, plan.pipeline(), elsewhere).read(seconds);
  }

  /** What users should know of it beside its report. */
  public Optional<String> note() {
    return standIn.map(StandIn::note).or(() -> sent.map(SentRecords::note));
  }

  public LocalLake lake() {
    return lake;
  }

  public PipelineStack stack() {
    return stack;
  }

  /** The folder with the lake's objects. */
  public Path bucket() {
    return lake.bucket(stack.bucket());
  }

  @Override
  public void close() {
    lake.close();
    standIn.ifPresent(StandIn::close);
    sent.ifPresent(SentRecords::close);
  }
}
