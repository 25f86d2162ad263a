package dev.sluice.core.produce.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.TickOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A source of lines that are given batch by batch. */
abstract class LinesCase {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final String CARDS =
      """
      pipeline: cards
      source:
        lines: {command: [nvidia-smi], every: 10s, LINES}
      record:
        key: card
        schema: {id: string, timestamp: timestamp, card: string, metric: {type: string}, value: {type: double}}
      """;
  static final String ROWS =
      "format: csv, columns: [uuid, power, heat], nullText: '[N/A]', fields: {card: /uuid},"
          + " metrics: {power: /power, heat: /heat}, assign: {id: \"{/uuid}-{metric}-{tick}\","
          + " timestamp: \"{tick}\"}";

  @TempDir Path folder;
  final Played input = new Played();

  /** Gives one batch after the other. */
  static final class Played implements LineInput {
    private final Deque<LineBatch> batches = new ArrayDeque<>();
    final List<String> positions = new ArrayList<>();
    boolean fails;

    void add(String header, String... lines) {
      add(header, Arrays.stream(lines).map(line -> line.getBytes(UTF_8)).toList());
    }

    void add(String header, List<byte[]> lines) {
      List<LineBatch.Line> all = new ArrayList<>();
      lines.forEach(line -> all.add(new LineBatch.Line(all.size() + 1L, line)));
      batches.add(new LineBatch(all, header, List.of(), List.of(), "p" + batches.size()));
    }

    @Override
    public String name() {
      if (fails) {
        throw new IllegalStateException("not now");
      }
      return "nvidia-smi";
    }

    @Override
    public LineBatch read(String position, InvocationDeadline deadline) {
      positions.add(position);
      return batches.isEmpty() ? LineBatch.nothing(position) : batches.remove();
    }

    @Override
    public void close() {
      batches.clear();
    }
  }

  LinesTickSource source(String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("cards.yaml"), CARDS.replace("LINES", lines));
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    LinesSource source = (LinesSource) pipeline.tickedSources().values().iterator().next();
    return new LinesTickSource(source, pipeline.record(), "box", input);
  }

  static List<String> records(TickOutput output) {
    return output.entries().stream().map(entry -> new String(entry.data(), UTF_8)).toList();
  }

  static List<String> reasons(TickOutput output) {
    return output.rejected().stream().map(RejectedRow::reason).toList();
  }
}
