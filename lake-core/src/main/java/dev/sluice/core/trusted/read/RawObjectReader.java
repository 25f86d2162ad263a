package dev.sluice.core.trusted.read;

import dev.sluice.core.lake.ObjectSource;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.trusted.read.GuardedSink.SinkException;
import dev.sluice.core.trusted.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;

/** Reads raw objects as they were listed. */
public final class RawObjectReader {
  private final RawReader reader;

  public RawObjectReader(Input input, RowSink rows) {
    RowSink guarded = new GuardedSink(rows);
    reader =
        input
            .format()
            .<RawReader, RuntimeException>choose(
                json -> new JsonRawReader(input.declared(), guarded),
                csv -> new CsvRawReader(csv, input.declared(), guarded));
  }

  /**
   * Reads what an object is to have.
   *
   * @throws IOException if it is not what a raw object holds, or can't be read
   */
  public void read(String key, InputStream content) throws IOException {
    try {
      reader.read(key, content);
    } catch (SinkException e) {
      e.rethrow();
    }
  }

  /**
   * Reads an object to its end.
   *
   * @param source opens it
   * @throws UnreadableRawException also if it is gone, or is another by now
   */
  public void read(ObjectInfo listed, ObjectSource source) throws UnreadableRawException {
    if (listed.etag().isEmpty()) {
      throw new UnreadableRawException(
          listed.key(),
          "it has no ETag: its upload has not ended, or it was put into the folder by hand"
              + " (store it with an S3 client)");
    }
    try (StoredObject object =
        source
            .open(listed)
            .orElseThrow(() -> new UnreadableRawException(listed.key(), "it was deleted"))) {
      if (!object.info().etag().equals(listed.etag())) {
        throw new UnreadableRawException(listed.key(), "it was replaced while it was read");
      }
      reader.read(listed.key(), object.content());
    } catch (UnreadableRawException e) {
      throw e;
    } catch (VirtualMachineError e) { // no fault of the object
      throw e;
    } catch (SinkException e) {
      e.rethrow();
    } catch (IOException | RuntimeException | Error e) {
      throw new UnreadableRawException(listed.key(), e);
    }
  }
}
