package dev.sluice.localaws.clock;

import java.time.Instant;
import java.util.Comparator;

/** Something to do at a time. Equal times are taken in the order in which they were scheduled. */
public final class TimedAction {
  static final Comparator<TimedAction> ORDER =
      Comparator.comparing(TimedAction::due).thenComparingLong(action -> action.order);

  private final Timeline timeline;
  private final Instant due;
  private final long order;
  private final String name;
  private final boolean periodic;
  private final Runnable body;

  TimedAction(Timeline timeline, Key key, String name, boolean periodic, Runnable body) {
    this.timeline = timeline;
    this.due = key.due();
    this.order = key.order();
    this.name = name;
    this.periodic = periodic;
    this.body = body;
  }

  /** When it is to run, on the lake's clock. */
  public Instant due() {
    return due;
  }

  /** What it is called in reports. */
  public String name() {
    return name;
  }

  /** Takes it off the timeline. Returns false if it has started (or was cancelled) already. */
  public boolean cancel() {
    return timeline.remove(this);
  }

  boolean periodic() {
    return periodic;
  }

  void run() {
    body.run();
  }

  record Key(Instant due, long order) {}
}
