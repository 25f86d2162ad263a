package dev.sluice.core.alert.memory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state as Lambda passes it on: one flat JSON object of strings, in ASCII.
 *
 * <pre>
 * {"v": "1", "at": "SEQUENCE/SUB",
 *  "d/RULE/DEVICE": "COUNT EARLIEST LATEST [LOW HIGH]", "f/RULE": …,
 *  "end": "2026-06-01T12:05:00Z", "now": "ARRIVAL", "generation": "0", "m/RULE/GROUP": "…"}
 * </pre>
 *
 * <p>{@code f/} stands for a rule's further devices; times are epoch milliseconds. The last line is
 * there only if rules have memories; {@code end} only in what is carried to later windows.
 */
public final class StateCodec {
  private static final String VERSION = "1";
  private static final int ESCAPED = 6;

  /** Names are those of groups, thousands that no table of known names should hold. */
  private final JsonFactory json =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final int tallyBytes;
  private final Supplier<Memories> memories;

  /**
   * @param tallyBytes for the tallies of a window
   * @param memories makes empty ones, of the rules that have some
   */
  public StateCodec(int tallyBytes, Supplier<Memories> memories) {
    this.tallyBytes = tallyBytes;
    this.memories = memories;
  }

  public WindowState newState() {
    return new WindowState(tallyBytes, memories.get());
  }

  /**
   * Reads a state; none, null and {@code {}} are the beginning of a window. Empty: it is of another
   * format.
   */
  public Optional<WindowState> read(byte[] encoded) {
    WindowState state = newState();
    if (encoded == null || encoded.length == 0) {
      return Optional.of(state);
    }
    try (JsonParser parser = json.createParser(encoded)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        readFields(parser, state);
      }
      return Optional.of(state);
    } catch (IOException | IllegalArgumentException | DateTimeException ofAnotherFormat) {
      return Optional.empty();
    }
  }

  private static void readFields(JsonParser parser, WindowState state) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      String value = parser.nextTextValue();
      if (value == null) {
        throw new IllegalArgumentException("'" + name + "' is not a text");
      }
      switch (name) {
        case "v" -> checkVersion(value);
        case "at" -> state.moveTo(ShardPosition.parse(value));
        case "published", "merged" -> {} // totals that earlier versions kept
        case "end" -> state.setWindowEnd(Optional.of(Instant.parse(value)));
        case "now" -> state.memories().setNow(Long.parseLong(value));
        case "generation" -> state.memories().setGeneration(Integer.parseInt(value));
        default -> readNamed(name, value, state);
      }
    }
  }

  private static void checkVersion(String version) {
    if (!VERSION.equals(version)) {
      throw new IllegalArgumentException("Version " + version + " is not " + VERSION);
    }
  }

  private static void readNamed(String name, String value, WindowState state) {
    if (name.startsWith("m/")) {
      state.memories().decode(name, value);
      return;
    }
    TallyKey key = TallyKey.decode(name);
    if (key == null) {
      throw new IllegalArgumentException("'" + name + "' is unknown");
    }
    state.put(key, Tally.decode(value));
  }

  private static void writeMemories(JsonGenerator generator, WindowState state) throws IOException {
    Memories memories = state.memories();
    if (state.windowEnd().isPresent()) {
      generator.writeStringField("end", state.windowEnd().get().toString());
    }
    if (memories.now() != Memory.NONE) {
      generator.writeStringField("now", Long.toString(memories.now()));
    }
    if (memories.generation() != Memories.NOT_LOADED) {
      generator.writeStringField("generation", Integer.toString(memories.generation()));
    }
    memories.writeTo(generator::writeStringField);
  }

  /** The state as JSON. */
  public String write(WindowState state) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(text)) {
      generator.writeStartObject();
      generator.writeStringField("v", VERSION);
      if (state.position() != null) {
        generator.writeStringField("at", state.position().toString());
      }
      for (Map.Entry<TallyKey, Tally> entry : state.tallies().entrySet()) {
        generator.writeStringField(entry.getKey().encoded(), entry.getValue().encoded());
      }
      writeMemories(generator, state);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return text.toString();
  }

  /** The bytes of a text as ASCII JSON, at most. */
  static int bytes(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
      size += plain ? 1 : ESCAPED;
    }
    return size;
  }
}
