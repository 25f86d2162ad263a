package dev.sluice.edge;

import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.LinesSource.Command;
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
    HeaderLine headerLine = HeaderLine.of(source.format());
    LineInput input = input(source.input(), headerLine);
    opened.add(input);
    return input;
  }

  private LineInput input(LinesSource.Input input, HeaderLine headerLine) {
    if (input instanceof Command command) {
      return new CommandInput(command, headerLine, warnings);
    }
    if (input instanceof Program program) {
      return new ProgramInput(program, headerLine, warnings);
    }
    return input instanceof GrowingFile file
        ? new FileLines(file.path(), headerLine, warnings)
        : new StandardLines(System.in, headerLine, () -> isAtEnd.set(true), warnings);
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
