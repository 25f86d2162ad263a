package dev.sluice.edge;

import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.LinesSource.Command;
import dev.sluice.core.pipeline.source.LinesSource.Csv;
import dev.sluice.core.pipeline.source.LinesSource.GrowingFile;
import dev.sluice.core.pipeline.source.LinesSource.Program;
import dev.sluice.core.produce.lines.LineInput;
import dev.sluice.core.produce.lines.LineInputs;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What brings lines on this machine. Closing it ends all commands. */
final class Inputs implements LineInputs, Closeable {
  private final Consumer<String> warnings;
  private final List<LineInput> opened = new ArrayList<>();
  private final AtomicBoolean isAtEnd = new AtomicBoolean();

  Inputs(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  @Override
  public LineInput open(LinesSource source) {
    boolean hasHeader = source.format() instanceof Csv csv && csv.columns().isEmpty();
    LineInput input = input(source.input(), hasHeader);
    opened.add(input);
    return input;
  }

  private LineInput input(LinesSource.Input input, boolean hasHeader) {
    if (input instanceof Command command) {
      return new CommandInput(command, hasHeader, warnings);
    }
    if (input instanceof Program program) {
      return new ProgramInput(program, hasHeader, warnings);
    }
    return input instanceof GrowingFile file
        ? new FileLines(file.path(), hasHeader, warnings)
        : new StandardLines(System.in, hasHeader, () -> isAtEnd.set(true), warnings);
  }

  /** Whether standard input has ended and all of it was kept. */
  boolean isAtEnd() {
    return isAtEnd.get();
  }

  @Override
  public void close() throws IOException {
    for (LineInput input : opened) {
      input.close();
    }
  }
}
