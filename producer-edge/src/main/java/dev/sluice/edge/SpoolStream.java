package dev.sluice.edge;

import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.RecordStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** What sources send to: the disk. */
record SpoolStream(Spool spool) implements RecordStream {
  @Override
  public List<Outcome> put(List<Entry> batch) {
    try {
      spool.append(batch);
      return Collections.nCopies(batch.size(), new Accepted("disk", ""));
    } catch (IOException e) {
      return Collections.nCopies(batch.size(), new Refused("Disk", e.getMessage(), true));
    }
  }
}
