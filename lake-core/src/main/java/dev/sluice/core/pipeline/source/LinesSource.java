package dev.sluice.core.pipeline.source;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the lines of a command, of standard input or of a file that grows; each line is a record,
 * or one for each metric. The edge process reads it: a function has neither sensors nor files.
 *
 * <p>Texts of {@code assign} are templates with the tick's names, {@code {host}}, {@code {index}}
 * (the line's place among those of its tick, from 0 on), {@code {row}} (a file's line, counted from
 * the first one that was read), {@code {metric}}, and JSON pointers into the line: {@code {/uuid}}.
 * A line of CSV is an object of its columns' texts.
 *
 * @param every the time between two ticks: a command is run at each, of others the lines are taken
 * @param input where the lines come from
 * @param format how a line is written
 * @param items what is taken from a line
 * @param readings the metrics of a line; empty: a line is one record
 */
public record LinesSource(
    Duration every, Input input, Format format, Items items, Optional<Readings> readings)
    implements TickedSource {
  public LinesSource {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be positive, not " + every);
    }
  }

  /** Where the lines come from. */
  public sealed interface Input permits Command, Program, StandardInput, GrowingFile {}

  /**
   * A command that is run at each tick.
   *
   * @param words the program and its arguments; no shell reads them
   * @param timeout after which it is ended, and the tick is missed
   */
  public record Command(List<String> words, Duration timeout) implements Input {
    public Command {
      words = List.copyOf(words);
      checkWords(words);
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout must be positive, not " + timeout);
      }
    }
  }

  /**
   * A command that keeps running and writes lines as they come. It is started again when it ends.
   *
   * @param words the program and its arguments; no shell reads them
   */
  public record Program(List<String> words) implements Input {
    public Program {
      words = List.copyOf(words);
      checkWords(words);
    }
  }

  /** The standard input of the edge process. */
  public record StandardInput() implements Input {}

  /**
   * A file to which lines are added, and which may be rotated.
   *
   * @param path on the machine of the edge process
   */
  public record GrowingFile(String path) implements Input {
    public GrowingFile {
      if (path.isBlank()) {
        throw new IllegalArgumentException("A file's path is not blank");
      }
    }
  }

  /** How a line is written. */
  public sealed interface Format permits Json, Csv {}

  /** Each line is a JSON object. */
  public record Json() implements Format {}

  /**
   * Each line is a row. Blanks around a cell are no part of it.
   *
   * @param columns their names; empty: the first line of the file, or of what a command writes,
   *     names them
   */
  public record Csv(CsvDialect dialect, List<String> columns) implements Format {
    public Csv {
      columns = List.copyOf(columns);
      if (columns.stream().distinct().count() != columns.size()) {
        throw new IllegalArgumentException("A column is named once: " + columns);
      }
    }
  }

  /**
   * The metrics of a line: each becomes a record of its own, unless its value is null.
   *
   * @param metricField takes the metric's name
   * @param valueField takes its value
   * @param pointers to the values, by the metrics' names
   */
  public record Readings(String metricField, String valueField, Map<String, String> pointers) {
    public Readings {
      pointers = Collections.unmodifiableMap(new LinkedHashMap<>(pointers));
      if (pointers.isEmpty()) {
        throw new IllegalArgumentException("metrics needs at least one");
      }
    }
  }

  private static void checkWords(List<String> words) {
    if (words.isEmpty() || words.get(0).isBlank()) {
      throw new IllegalArgumentException("A command names its program first");
    }
  }
}
