package dev.sluice.core.produce;

import dev.sluice.core.pipeline.source.SimulatorSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A source whose records, rows and labels are masked. */
public final class MaskedSource implements TickSource {
  private final TickSource source;
  private final EntryMask mask;
  private final String deviceField;
  private final String metricField;

  private MaskedSource(TickSource source, EntryMask mask, String deviceField, String metricField) {
    this.source = source;
    this.mask = mask;
    this.deviceField = deviceField;
    this.metricField = metricField;
  }

  /** A source without labels. */
  public static TickSource of(TickSource source, EntryMask mask) {
    return new MaskedSource(source, mask, "", "");
  }

  /** A simulator, whose labels name devices and metrics. */
  public static TickSource of(TickSource source, EntryMask mask, SimulatorSource fields) {
    return new MaskedSource(source, mask, fields.devices().field(), fields.metricField());
  }

  @Override
  public TickOutput output(Tick tick) throws IOException {
    return masked(source.output(tick));
  }

  @Override
  public Optional<TickOutput> output(Tick tick, InvocationDeadline deadline) throws IOException {
    return source.output(tick, deadline).map(this::masked);
  }

  @Override
  public Instant next(Ticks grid, Instant done, Instant time) throws IOException {
    return source.next(grid, done, time);
  }

  @Override
  public int mostAtOnce() {
    return source.mostAtOnce();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private TickOutput masked(TickOutput output) {
    return new TickOutput(
        output.entries().stream().map(mask::entry).toList(),
        output.labels().stream().map(this::label).toList(),
        output.rejected().stream().map(mask::row).toList(),
        output.landed(),
        output.missed(),
        output.position());
  }

  private Label label(Label label) {
    return new Label(
        mask.text(deviceField, label.device()),
        mask.text(metricField, label.metric()),
        label.kind(),
        label.from(),
        label.to());
  }
}
