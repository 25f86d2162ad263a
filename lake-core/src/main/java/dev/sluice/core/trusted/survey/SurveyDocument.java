package dev.sluice.core.trusted.survey;

import dev.sluice.core.pipeline.Input;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What is known of raw, and what is still to be listed: the object {@code
 * state/PIPELINE/survey/raw.gz}. It holds nothing that raw does not: lost, it costs a listing.
 */
final class SurveyDocument {
  private static final int VERSION = 2;

  /** When what was put last has been listed. */
  private Instant listed = Instant.MAX;

  /** When the last listing of everything began. */
  private Instant audited = Instant.EPOCH;

  /** When the last listing of everything began that has come to its end. */
  private Instant ended = Instant.EPOCH;

  /** The last run that had a period listed again. */
  private String again = "";

  private final List<Sweep> sweeps = new ArrayList<>();
  private final TreeMap<String, Known> inputs = new TreeMap<>();

  /**
   * A listing over as many invocations as it takes.
   *
   * @param purpose what it is for
   * @param began when
   */
  record Sweep(String input, KeyRange range, Purpose purpose, Instant began) {
    Sweep over(KeyRange rest) {
      return new Sweep(input, rest, purpose, began);
    }

    /** Whether it is of everything. */
    boolean isAudit() {
      return purpose == Purpose.AUDIT || purpose == Purpose.AWAITED_AUDIT;
    }

    /** Whether nothing may be made before it is done. */
    boolean isAwaited() {
      return purpose != Purpose.AUDIT;
    }

    /** Whether marks are the reason for it, so that it does for them. */
    boolean isForMarks() {
      return purpose == Purpose.MARKS;
    }
  }

  /** What a listing is for. */
  enum Purpose {
    AUDIT,
    AWAITED_AUDIT,
    REPLAY,
    MARKS
  }

  /** What is known of an input, and of which layout that is. */
  private record Known(String layout, RawIndex index) {}

  Instant listed() {
    return listed;
  }

  void listedAt(Instant time) {
    listed = time;
  }

  Instant audited() {
    return audited;
  }

  void auditBegins(Instant time) {
    audited = time;
  }

  Instant ended() {
    return ended;
  }

  /** A listing is done. */
  void ends(Sweep sweep) {
    sweeps.remove(sweep);
    if (sweep.isAudit() && !isAuditing()) {
      ended = audited;
    }
  }

  String again() {
    return again;
  }

  void againBy(String run) {
    again = run;
  }

  /** Listings that are not done, in the order in which they are. */
  List<Sweep> sweeps() {
    return sweeps;
  }

  boolean isAwaiting() {
    return sweeps.stream().anyMatch(Sweep::isAwaited);
  }

  boolean isAuditing() {
    return sweeps.stream().anyMatch(Sweep::isAudit);
  }

  RawIndex of(Input input) {
    return inputs.get(input.name()).index();
  }

  /** What all inputs have. */
  Map<String, RawIndex> indexes() {
    Map<String, RawIndex> indexes = new TreeMap<>();
    inputs.forEach((name, known) -> indexes.put(name, known.index()));
    return indexes;
  }

  /** Takes up inputs that are new, or lie elsewhere now, and lets others go. */
  void fit(List<Input> present, Instant now) {
    inputs.keySet().removeIf(name -> present.stream().noneMatch(is(name)));
    sweeps.removeIf(sweep -> !inputs.containsKey(sweep.input()));
    for (Input input : present) {
      String layout = layout(input);
      Known known = inputs.get(input.name());
      if (known == null || !known.layout().equals(layout)) {
        inputs.put(input.name(), new Known(layout, new RawIndex()));
        sweeps.removeIf(sweep -> sweep.input().equals(input.name()));
        sweeps.add(new Sweep(input.name(), RawWindow.all(input), Purpose.AWAITED_AUDIT, now));
      }
    }
  }

  private static Predicate<Input> is(String name) {
    return input -> input.name().equals(name);
  }

  /** Equal layouts give equal keys to equal partitions. */
  private static String layout(Input input) {
    return "%s %s %s %s"
        .formatted(
            input.layout().prefix(),
            input.layout().partition(),
            input.layout().style(),
            input.layout().padded());
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(VERSION);
      RawPart.write(out, listed);
      RawPart.write(out, audited);
      RawPart.write(out, ended);
      out.writeUTF(again);
      out.writeInt(sweeps.size());
      for (Sweep sweep : sweeps) {
        out.writeUTF(sweep.input());
        out.writeUTF(sweep.range().from());
        out.writeUTF(sweep.range().to());
        out.writeUTF(sweep.purpose().name());
        RawPart.write(out, sweep.began());
      }
      out.writeInt(inputs.size());
      for (Map.Entry<String, Known> input : inputs.entrySet()) {
        out.writeUTF(input.getKey());
        out.writeUTF(input.getValue().layout());
        input.getValue().index().write(out);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @throws IOException if it is anything else
   */
  static SurveyDocument read(byte[] bytes) throws IOException {
    SurveyDocument document = new SurveyDocument();
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readInt() != VERSION) {
        throw new IOException("it is of another version");
      }
      document.listed = RawPart.instant(in);
      document.audited = RawPart.instant(in);
      document.ended = RawPart.instant(in);
      document.again = in.readUTF();
      for (int left = in.readInt(); left > 0; left--) {
        document.sweeps.add(
            new Sweep(
                in.readUTF(),
                new KeyRange(in.readUTF(), in.readUTF()),
                Purpose.valueOf(in.readUTF()),
                RawPart.instant(in)));
      }
      for (int left = in.readInt(); left > 0; left--) {
        document.inputs.put(in.readUTF(), new Known(in.readUTF(), RawIndex.read(in)));
      }
    }
    return document;
  }
}
