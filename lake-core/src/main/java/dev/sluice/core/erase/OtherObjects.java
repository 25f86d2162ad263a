package dev.sluice.core.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.core.erase.EraseProgress.Count;
import dev.sluice.core.erase.ResumedListing.Folder;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the lake has of records beside raw and tables: what was rejected or could not be delivered,
 * alerts, labels, results of queries and of checks, and state.
 */
final class OtherObjects {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ERASED = "(erased)";
  private static final Set<String> SHOWING = Set.of("example", "reason", "problem");
  private static final int MOST_CHANGES = 5;

  private final ObjectStore store;
  private final LakeLayout layout;
  private final Path folder;
  private final EraseProgress progress;
  private final SoughtText text;
  private final LineFilter lines;

  OtherObjects(
      ObjectStore store,
      LakeLayout layout,
      Path folder,
      EraseProgress progress,
      EraseRequest request) {
    this.store = store;
    this.layout = layout;
    this.folder = folder;
    this.progress = progress;
    text = new SoughtText(request.value());
    lines = new LineFilter(request);
  }

  List<Folder> folders() {
    return List.of(
        new Folder(layout.rejected(LakeLayout.Rejected.STREAM), this::rejected),
        new Folder(layout.failed(), this::lines),
        new Folder(layout.truth(), this::lines),
        new Folder(layout.alerts(), this::lines),
        new Folder(layout.checks(), object -> change(object, this::withoutExamples)),
        new Folder(layout.results(), this::result),
        new Folder(LakeLayout.ADHOC_RESULTS, this::result),
        new Folder(layout.state(), this::state),
        new Folder(LakeLayout.UNPROCESSED, this::unprocessed));
  }

  /** Packed as records may be, it can't be searched. */
  private void unprocessed(ObjectInfo object) {
    progress.leave(
        object.key() + " is a batch that was not processed: process it, delete it, erase again");
  }

  private void rejected(ObjectInfo object) throws IOException {
    boolean isFile =
        layout.isRejected(LakeLayout.Rejected.LANDING, object.key())
            && !object.key().endsWith(".json");
    if (!isFile) {
      lines(object);
    } else if (isIn(object)) {
      progress.leave(
          "%s is a whole file that can't be read, and has it: delete it, and what landed"
              .formatted(object.key()));
    }
  }

  private boolean isIn(ObjectInfo object) throws IOException {
    try (StoredObject stored = store.get(object.key()).orElse(null)) {
      return stored != null && text.isIn(stored.content());
    }
  }

  /** A try to exchange an object for what it is to be: false, if somebody else changed it. */
  @FunctionalInterface
  private interface Exchange {
    boolean isDone(StoredObject object) throws IOException;
  }

  /**
   * Tries again if others change the object meanwhile; one that they change all the time is named.
   */
  private void exchange(ObjectInfo listed, Exchange exchange) throws IOException {
    for (int i = 0; i < MOST_CHANGES; i++) {
      try (StoredObject object = store.get(listed.key()).orElse(null)) {
        if (object == null || exchange.isDone(object)) {
          return;
        }
      }
    }
    progress.leave(listed.key() + " is changed by others all the time");
  }

  private void lines(ObjectInfo listed) throws IOException {
    exchange(
        listed,
        object -> {
          Path file = Files.createTempFile(folder, "lines-", ".tmp");
          try {
            return isExchanged(object, file);
          } finally {
            Files.deleteIfExists(file);
          }
        });
  }

  private boolean isExchanged(StoredObject object, Path file) throws IOException {
    long gone;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      gone = lines.copy(object.content(), out);
    }
    if (gone == 0) {
      return true;
    }
    PutObject put =
        new PutObject(
            object.info().key(),
            PutObject.Content.of(file),
            "application/x-ndjson",
            object.info().metadata(),
            new PutObject.Condition.Matches(object.info().etag()));
    boolean isDone = store.put(put).isPresent();
    progress.count(Count.OTHER_RECORDS, isDone ? gone : 0);
    return isDone;
  }

  private void result(ObjectInfo object) throws IOException {
    if (isIn(object)) {
      store.delete(object.key());
      progress.count(Count.RESULTS, 1);
    }
  }

  private void state(ObjectInfo object) throws IOException {
    if (object.key().startsWith(layout.knownTables())) {
      store.delete(object.key()); // it may show values of before, and is made again of the tables
      return;
    }
    boolean isOfTables =
        object.key().startsWith(layout.iceberg()) || object.key().startsWith(layout.survey());
    if (isOfTables
        || object.key().equals(layout.erasure())
        || object.key().equals(layout.definition())) {
      return;
    }
    if (object.key().equals(layout.run()) || object.key().equals(layout.job())) {
      change(object, this::withoutExamples);
    } else if (object.key().startsWith(layout.memories())) {
      change(object, this::withoutMemories);
    }
    if (isIn(object)) {
      progress.leave(
          object.key() + " has it, and is what a function goes on with: erase again later");
    }
  }

  /** Changes lines of JSON that have the value. */
  private void change(ObjectInfo listed, UnaryOperator<JsonNode> change) throws IOException {
    exchange(listed, object -> isChanged(object, change));
  }

  private boolean isChanged(StoredObject object, UnaryOperator<JsonNode> change)
      throws IOException {
    byte[] bytes = object.content().readAllBytes();
    if (!text.isIn(bytes)) {
      return true;
    }
    List<String> changed = new ArrayList<>();
    try (var all = JSON.readerFor(JsonNode.class).<JsonNode>readValues(bytes)) {
      all.forEachRemaining(each -> changed.add(change.apply(each) + "\n"));
    }
    PutObject put =
        PutObject.of(
                object.info().key(), String.join("", changed).getBytes(UTF_8), "application/json")
            .withMetadata(object.info().metadata())
            .when(new PutObject.Condition.Matches(object.info().etag()));
    boolean isDone = store.put(put).isPresent();
    progress.count(Count.OTHER_RECORDS, isDone ? 1 : 0);
    return isDone;
  }

  private JsonNode withoutExamples(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        boolean isShown = SHOWING.contains(field.getKey()) && text.isIn(field.getValue().asText());
        if (isShown) {
          field.setValue(TextNode.valueOf(ERASED));
        }
      }
    }
    node.forEach(this::withoutExamples);
    return node;
  }

  /** What rules remember, by names that end with what it is of. */
  private JsonNode withoutMemories(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .removeIf(field -> text.isIn(field.getKey()) || text.isIn(field.getValue().asText()));
    }
    return node;
  }
}
