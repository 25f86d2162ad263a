package dev.sluice.core.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.landing.LandingLedger.Entry;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.LandingSource;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes files that landed in the bucket into raw. The event's time and the file's name decide the
 * key, so a repeated event does nothing, and an event that comes late puts the file where it
 * belongs. A file of the same name and day replaces the one before.
 *
 * <p>Nothing is deleted: what landed stays, until the bucket's lifecycle or its owner removes it.
 */
public final class LandingZone {
  private final JsonFactory factory = new JsonFactory();
  private final Pipeline pipeline;
  private final Collection<LandingSource> sources;
  private final ObjectStore store;
  private final LandingLedger ledger;

  public LandingZone(Pipeline pipeline, ObjectStore store) {
    this.pipeline = pipeline;
    this.sources = pipeline.landingSources().values();
    this.store = store;
    this.ledger = new LandingLedger(store, pipeline.name());
  }

  /**
   * Takes one object, whole or not at all. Can be repeated.
   *
   * @throws IOException if the store fails; the event should be delivered again
   */
  public LandingOutcome take(LandedObject landed) throws IOException {
    Optional<LandingSource> source =
        sources.stream().filter(each -> each.takes(landed.key())).findFirst();
    if (source.isEmpty()) {
      return new LandingOutcome.Unmatched(unmatched(landed.key()));
    }
    String raw = source.get().target(landed.key(), landed.at());
    String rejected = source.get().rejected(pipeline.name(), landed.key(), landed.at());
    for (String to : List.of(raw, rejected)) {
      if (ledger.has(to, landed.etag())) {
        return new LandingOutcome.Known(to);
      }
    }
    Optional<FileCheck.Result> check = check(source.get(), landed);
    if (check.isEmpty()) {
      return new LandingOutcome.Superseded();
    }
    return check.get().flaw().isEmpty()
        ? store(landed, raw, check.get().rows())
        : reject(landed, rejected, check.get());
  }

  private String unmatched(String key) {
    String known =
        sources.stream()
            .map(source -> source.from() + source.match())
            .collect(Collectors.joining(", "));
    return "no source of pipeline '%s' takes '%s'; they take: %s"
        .formatted(pipeline.name(), key, known.isEmpty() ? "no files" : known);
  }

  private Optional<FileCheck.Result> check(LandingSource source, LandedObject landed)
      throws IOException {
    Optional<StoredObject> found = store.get(landed.key());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (StoredObject object = found.get()) {
      return isSame(object.info(), landed)
          ? Optional.of(fileCheck(source).read(object.content()))
          : Optional.empty();
    }
  }

  private static boolean isSame(ObjectInfo object, LandedObject landed) {
    return LandedObject.bare(object.etag()).equals(landed.etag());
  }

  private FileCheck fileCheck(LandingSource source) {
    Input input =
        pipeline
            .inputAt(source.to())
            .orElseThrow(
                () -> new IllegalStateException("No input of the pipeline at " + source.to()));
    List<String> columns =
        pipeline.trusted().stream()
            .filter(table -> table.input().equals(input.name()))
            .flatMap(table -> table.columns().stream())
            .map(TrustedTable.Column::from)
            .distinct()
            .toList();
    return new FileCheck(input.format(), columns);
  }

  private LandingOutcome store(LandedObject landed, String to, long rows) throws IOException {
    if (store.copy(landed.key(), landed.etag(), to).isEmpty()) {
      return new LandingOutcome.Superseded();
    }
    ledger.put(new Entry(landed.key(), landed.etag(), to, rows, Optional.empty()));
    return new LandingOutcome.Stored(to, rows);
  }

  private LandingOutcome reject(LandedObject landed, String to, FileCheck.Result check)
      throws IOException {
    if (store.copy(landed.key(), landed.etag(), to).isEmpty()) {
      return new LandingOutcome.Superseded();
    }
    String reason = check.flaw().orElseThrow();
    store.put(
        PutObject.of(to + ".reason.json", reason(landed, reason, check), "application/x-ndjson"));
    ledger.put(new Entry(landed.key(), landed.etag(), to, check.rows(), Optional.of(reason)));
    return new LandingOutcome.Rejected(to, reason, check.rows());
  }

  private byte[] reason(LandedObject landed, String reason, FileCheck.Result check)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("reason", reason);
      json.writeStringField("file", landed.key());
      json.writeStringField("etag", landed.etag());
      json.writeStringField("arrival", landed.at().toString());
      json.writeNumberField("rows", check.rows());
      json.writeEndObject();
    }
    return (text + "\n").getBytes(UTF_8);
  }
}
