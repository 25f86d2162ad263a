package dev.sluice.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.record.Encodings;
import dev.sluice.core.record.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Rewrites records so that no value of a masked field is left in them, in one pass and without a
 * tree: all bytes but those of masked values stay as they are. Each value of a field that comes
 * twice is masked. A number, {@code true} or {@code false} is masked as it is written, and so
 * becomes a text; of an object or array in a masked field nothing is left but its brackets; null
 * stays.
 *
 * <p>In a payload that is not a record nobody can tell what has to be masked. Nothing of it is
 * left: in its place stand its length and its HMAC, by which a sender who has the bytes can find
 * it.
 *
 * <p>Masking again changes nothing. Not thread-safe.
 */
public final class RecordMask {
  /** Beyond it, the masked record takes more memory than its batch was given. */
  private static final int MOST_GROWTH = 1 << 20;

  private final JsonFactory json =
      JsonFactory.builder().streamReadConstraints(new JsonLimits()).build();
  private final StreamSpec stream;
  private final MaskTree tree;
  private final MaskedText texts;
  private final MaskedBytes out = new MaskedBytes();
  private String clearKey;

  RecordMask(StreamSpec stream, MaskTree tree, MaskedText texts) {
    this.stream = stream;
    this.tree = tree;
    this.texts = texts;
  }

  /**
   * Appends the masked payload to {@link #data()}.
   *
   * @return why it is not a record, so that nothing of it is left; empty: it is masked
   */
  public Optional<String> mask(byte[] data, int offset, int length) {
    int start = out.size();
    clearKey = null;
    Optional<String> problem =
        Encodings.problem(data, offset, length).or(() -> rewrite(data, offset, length));
    if (problem.isPresent()) {
      out.cut(start);
      withhold(data, offset, length);
    }
    return problem;
  }

  /** Appends what stands in the place of a payload that can't be read. */
  public void withhold(byte[] data, int offset, int length) {
    clearKey = null;
    out.writeBytes(withheld(new Slice(data, offset, length)).getBytes(UTF_8));
  }

  /** What stands in the place of a text that is not a record. */
  public String withheld(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return withheld(new Slice(bytes, 0, bytes.length));
  }

  /** The HMAC of a text that is kept nowhere else. */
  public String digest(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return texts.digest(bytes, 0, bytes.length);
  }

  private String withheld(Slice bytes) {
    return "{\"withheld\":{\"bytes\":%d,\"hmac\":\"%s\"}}"
        .formatted(bytes.length(), texts.digest(bytes.data(), bytes.offset(), bytes.length()));
  }

  /**
   * The partition key of the record that was masked last. Whoever sends may take anything for it,
   * so it stays only if it is the record's key, and that is not masked.
   */
  public String partitionKey(String given) {
    return given.equals(clearKey) ? given : texts.hmac(given);
  }

  /** The masked text of a field's value; empty if the field is left out. */
  public String text(String field, String value) {
    Mask mask = stream.masking().fields().get(field);
    return mask == null ? value : texts.of(mask, value);
  }

  /** The masked payloads, one after the other; longer than they need, and not copied. */
  public byte[] data() {
    return out.data();
  }

  /** Where the next payload begins in {@link #data()}. */
  public int size() {
    return out.size();
  }

  /** Begins anew with an empty {@link #data()}. */
  public void reset() {
    out.reset();
  }

  private Optional<String> rewrite(byte[] data, int offset, int length) {
    try (JsonParser parser = json.createParser(data, offset, length)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return Optional.of(first == null ? "empty" : "not a JSON object");
      }
      int most = out.size() + length + MOST_GROWTH;
      new Rewriting(parser, new Slice(data, offset, length)).record();
      return parser.nextToken() != null
          ? Optional.of("more than one JSON value")
          : out.size() > most
              ? Optional.of("masked it would be more than 1 MiB longer")
              : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(JsonLimits.problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory can't fail", e);
    }
  }

  private record Slice(byte[] data, int offset, int length) {}

  /** One record on its way. Places are those of the parser, from the payload's first byte on. */
  private final class Rewriting {
    private final JsonParser parser;
    private final Slice payload;
    private int copied;

    Rewriting(JsonParser parser, Slice payload) {
      this.parser = parser;
      this.payload = payload;
    }

    void record() throws IOException {
      object(tree);
      copyTo(payload.length());
    }

    /** The object at whose beginning the parser stands. */
    private void object(MaskTree place) throws IOException {
      int kept = end();
      boolean isFirst = true;
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        int begin = begin();
        MaskTree child = place.child(name);
        parser.nextToken();
        if (child != null && child.mask() instanceof Mask.Drop) {
          finish();
          copyTo(kept);
          copied = end();
          continue;
        }
        // without a comma, if all before it are left out
        copied = isFirst && copied > kept ? begin : copied;
        isFirst = false;
        value(child);
        kept = end();
      }
    }

    private void value(MaskTree place) throws IOException {
      if (place == null) {
        finish();
      } else if (place.mask() != null) {
        masked(place.mask());
      } else if (place.isKey() && parser.currentToken().isScalarValue()) {
        clearKey = parser.getText();
      } else if (parser.currentToken() == JsonToken.START_OBJECT && place.hasChildren()) {
        object(place);
      } else if (parser.currentToken() == JsonToken.START_ARRAY && place.hasChildren()) {
        for (int item = 0; parser.nextToken() != JsonToken.END_ARRAY; item++) {
          value(place.child(Integer.toString(item)));
        }
      } else {
        finish();
      }
    }

    private void masked(Mask mask) throws IOException {
      JsonToken token = parser.currentToken();
      int begin = begin();
      if (token == JsonToken.VALUE_NULL) {
        return;
      }
      String text = token.isScalarValue() ? parser.getText() : "";
      finish();
      copyTo(begin);
      copied = end();
      if (mask instanceof Mask.Drop) {
        out.writeBytes("null".getBytes(UTF_8)); // within an array, where the others keep places
      } else if (token.isScalarValue()) {
        out.string(texts.of(mask, text));
      } else {
        out.writeBytes((token == JsonToken.START_OBJECT ? "{}" : "[]").getBytes(UTF_8));
      }
    }

    private int begin() {
      return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** The end of the token that was read to its end. */
    private int end() {
      return (int) parser.currentLocation().getByteOffset();
    }

    private void finish() throws IOException {
      if (parser.currentToken().isStructStart()) {
        parser.skipChildren();
      } else {
        parser.finishToken();
      }
    }

    private void copyTo(int place) {
      if (place > copied) {
        out.write(payload.data(), payload.offset() + copied, place - copied);
        copied = place;
      }
    }
  }
}
