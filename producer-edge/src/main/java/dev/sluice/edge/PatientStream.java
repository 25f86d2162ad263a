package dev.sluice.edge;

import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.RecordStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The stream as the edge process sends to it: what is wrong with the stream, its name or the
 * permissions is waited out, as somebody may put it right. What is wrong with a record is not.
 */
final class PatientStream implements RecordStream {
  private static final Set<String> OF_THE_RECORD =
      Set.of("ValidationException", "InvalidArgumentException", "SerializationException");

  private final RecordStream stream;
  private final Consumer<String> info;
  private final Consumer<String> warnings;
  private String trouble = "";

  PatientStream(RecordStream stream, Consumer<String> info, Consumer<String> warnings) {
    this.stream = stream;
    this.info = info;
    this.warnings = warnings;
  }

  @Override
  public List<Outcome> put(List<Entry> batch) {
    List<Outcome> outcomes = stream.put(batch).stream().map(PatientStream::patient).toList();
    tell(outcomes);
    return outcomes;
  }

  private static Outcome patient(Outcome outcome) {
    return outcome instanceof Refused refused && !OF_THE_RECORD.contains(refused.code())
        ? new Refused(refused.code(), refused.message(), true)
        : outcome;
  }

  /** Once for each change, as an outage lasts. */
  private void tell(List<Outcome> outcomes) {
    String now = trouble(outcomes);
    if (!now.equals(trouble)) {
      if (now.isEmpty()) {
        info.accept("The stream takes records again");
      } else {
        warnings.accept("Nothing is sent, records wait on disk: " + now);
      }
      trouble = now;
    }
  }

  private static String trouble(List<Outcome> outcomes) {
    String found = "";
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Accepted) {
        return "";
      }
      found =
          outcome instanceof Refused refused
              ? refused.code() + ": " + refused.message()
              : ((Unknown) outcome).message();
    }
    return found;
  }
}
