package dev.sluice.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A reader's checkpoints in a folder, a small file for each shard. */
record CheckpointFiles(Path folder) implements Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Optional<Checkpoint> load(String shard) throws IOException {
    Path file = file(shard);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      return Optional.of(
          new Checkpoint(Optional.ofNullable(json.path("after").textValue()), json.path("state")));
    } catch (IOException e) {
      throw new IOException(
          "The checkpoint %s can't be read (%s). Delete it: the shard is then read as by a new reader."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Written aside and renamed: a process that is killed leaves the one or the other. */
  @Override
  public void save(String shard, Checkpoint checkpoint) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    checkpoint.after().ifPresent(after -> json.put("after", after));
    if (!checkpoint.state().isMissingNode()) {
      json.set("state", checkpoint.state());
    }
    Path draft = Files.createDirectories(folder).resolve(shard + ".draft");
    Files.write(draft, JSON.writeValueAsBytes(json));
    Files.move(draft, file(shard), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(String shard) {
    return folder.resolve(shard + ".json");
  }
}
