package dev.sluice.local.cli.command;

import dev.sluice.local.cli.client.TailStart;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the texts of options become values; what can't is refused before any work is done. */
final class OptionTypes {
  private OptionTypes() {}

  /** A port, 0 for any. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
        throw new TypeConversionException(
            "'" + text + "' is not a port: 1 to 65535, or 0 for any that is free");
      }
      return Integer.valueOf(text);
    }
  }

  /** A time with its offset, or a date: midnight UTC. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return TailStart.moment(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'%s' is not a time like 2026-06-01T12:00:00Z, or a date like 2026-06-01 (midnight UTC)"
                .formatted(text));
      }
    }
  }

  /** A file that can be written; its folder need not be there. */
  static final class OutputFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path file = path(text);
      if (Files.isDirectory(file)) {
        throw new TypeConversionException("'" + text + "' is a folder; name a file in it");
      }
      Path there = file.toAbsolutePath();
      while (!Files.exists(there)) {
        there = there.getParent(); // missing folders are made
      }
      if (!there.equals(file.toAbsolutePath()) && !Files.isDirectory(there)) {
        throw new TypeConversionException(
            "'%s' can't be written: %s is not a folder".formatted(text, there));
      }
      if (!Files.isWritable(there)) {
        throw new TypeConversionException(
            "'%s' can't be written: no permission for %s".formatted(text, there));
      }
      return file;
    }

    private static Path path(String text) {
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'" + text + "' is not a file's name: " + e.getReason());
      }
    }
  }
}
