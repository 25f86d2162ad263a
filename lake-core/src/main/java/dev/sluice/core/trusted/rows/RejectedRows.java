package dev.sluice.core.trusted.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Rows of a partition that can't be read, in a file, one JSON object a line: {@code object} (the
 * raw object's key), {@code line}, {@code reason}, {@code text}.
 */
public final class RejectedRows implements Closeable {
  private final Path file;
  private JsonGenerator json;

  public RejectedRows(Path file) {
    this.file = file;
  }

  /** Unchecked, so that a full disk isn't taken for a raw object that can't be read. */
  void add(FlawedText flawed) {
    try {
      if (json == null) {
        json = new JsonFactory().createGenerator(Files.newOutputStream(file));
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      }
      write(json, flawed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(JsonGenerator json, FlawedText flawed) throws IOException {
    json.writeStartObject();
    json.writeStringField("object", flawed.object());
    json.writeNumberField("line", flawed.line());
    json.writeStringField("reason", flawed.reason());
    json.writeStringField("text", flawed.text());
    json.writeBinaryField("base64", flawed.bytes());
    json.writeEndObject();
  }

  /** A row's line in such a file, with its end. */
  public static byte[] line(FlawedText flawed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      write(json, flawed);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Whether there are any. */
  public boolean isEmpty() {
    return json == null;
  }

  /**
   * Completes the file.
   *
   * @param hadSome whether there were some before, so that an empty file has to replace them
   * @return empty: there are none, and there were none
   */
  public Optional<Path> finish(boolean hadSome) throws IOException {
    if (json == null) {
      return hadSome ? Optional.of(Files.write(file, new byte[0])) : Optional.empty();
    }
    json.writeRaw('\n');
    json.close();
    return Optional.of(file);
  }

  @Override
  public void close() throws IOException {
    if (json != null) {
      json.close();
    }
  }
}
