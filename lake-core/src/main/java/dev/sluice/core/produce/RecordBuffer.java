package dev.sluice.core.produce;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes JSON values one after the other into one buffer. Not thread-safe. */
public final class RecordBuffer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final JsonGenerator json;

  public RecordBuffer() throws IOException {
    json =
        new JsonFactoryBuilder().rootValueSeparator((String) null).build().createGenerator(bytes);
  }

  /** Writes one value; call {@link #take} or {@link #endLine} when it is complete. */
  public JsonGenerator json() {
    return json;
  }

  /** What was written since the last take. */
  public byte[] take() throws IOException {
    json.flush();
    byte[] taken = bytes.toByteArray();
    bytes.reset();
    return taken;
  }

  void endLine() throws IOException {
    json.flush();
    bytes.write('\n');
  }
}
