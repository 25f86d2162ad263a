package dev.sluice.localaws.kinesis.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A reader's checkpoints in a folder, a small file for each shard. */
public record CheckpointFiles(Path folder) implements Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Optional<ReaderCheckpoint> load(String shard) throws IOException {
    Path file = file(shard);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      JsonNode after = json.path("after");
      JsonNode lanes = json.path("lanes");
      List<String> places = new ArrayList<>();
      lanes.forEach(lane -> places.add(lane.textValue()));
      if (!json.isObject()
          || !(after.isMissingNode() || after.isTextual())
          || !(lanes.isMissingNode() || lanes.isArray())
          || places.contains(null)) {
        throw new IOException("it is empty, or not what a lake writes");
      }
      return Optional.of(
          new ReaderCheckpoint(Optional.ofNullable(after.textValue()), places, json.path("state")));
    } catch (IOException e) {
      throw new IOException(
          "The checkpoint %s can't be read (%s). Delete it to go on without it: a function then begins at its StartingPosition (TRIM_HORIZON processes records of the shard again, LATEST skips those it had not processed), and a Firehose begins with new records, so what it had not delivered is not delivered."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Written aside and renamed: the end of process or machine leaves the one or the other. */
  @Override
  public void save(String shard, ReaderCheckpoint checkpoint) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    checkpoint.after().ifPresent(after -> json.put("after", after));
    if (!checkpoint.lanes().isEmpty()) {
      checkpoint.lanes().forEach(json.putArray("lanes")::add);
    }
    if (!checkpoint.state().isMissingNode()) {
      json.set("state", checkpoint.state());
    }
    Path draft = Files.createDirectories(folder).resolve(shard + ".draft");
    try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
      out.write(JSON.writeValueAsBytes(json));
      out.getFD().sync();
    }
    Files.move(draft, file(shard), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets all shards. */
  public void delete() throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path file : listed(folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Those of each reader whose folder is in that one. */
  public static List<CheckpointFiles> in(Path readers) throws IOException {
    return Files.isDirectory(readers)
        ? listed(readers).stream().map(CheckpointFiles::new).toList()
        : List.of();
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  public String reader() {
    return folder.getFileName().toString();
  }

  private Path file(String shard) {
    return folder.resolve(shard + ".json");
  }
}
