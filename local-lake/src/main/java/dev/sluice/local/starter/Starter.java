package dev.sluice.local.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.localaws.template.SamConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The first files of a pipeline. None that is there is overwritten: then nothing is written at all.
 *
 * @param name of the pipeline
 * @param kind what its records come from
 * @param place its folder
 */
public record Starter(String name, StarterKind kind, PipelinePlace place) {
  /**
   * Writes them.
   *
   * @return the files, as they are named in the folder; the last one is that of the environments,
   *     to which one was added
   * @throws FileAlreadyExistsException with the file that is there
   */
  public List<Path> write() throws IOException {
    Map<Path, String> contents = new LinkedHashMap<>();
    for (String file : kind.files()) {
      contents.put(place.folder().resolve(file.replace("NAME", name)), content(folder() + file));
    }
    for (Path file : contents.keySet()) {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
    for (Map.Entry<Path, String> file : contents.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
    }
    List<Path> written = new ArrayList<>(contents.keySet());
    written.add(addEnvironment());
    return written;
  }

  /** An environment of that name is left as it is. */
  private Path addEnvironment() throws IOException {
    Path file = place.samConfig();
    if (Files.exists(file) && SamConfig.read(file).has(name)) {
      return file;
    }
    Path target = Files.exists(file) ? file : place.folder().resolve(SamConfig.NAME);
    String begin = Files.exists(target) ? "" : "version = 0.1\n";
    Files.writeString(
        target,
        begin + content("samconfig.toml"),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return target;
  }

  private String folder() {
    return kind.name().toLowerCase(Locale.ROOT) + "/";
  }

  private String content(String resource) throws IOException {
    try (InputStream text = Starter.class.getResourceAsStream("/starter/" + resource)) {
      Path schema = place.checkout().toAbsolutePath().resolve("pipelines/pipeline.schema.json");
      String parameters =
          kind.parameters().stream()
              .map(each -> "  '" + each + "',\n")
              .collect(Collectors.joining());
      return new String(text.readAllBytes(), UTF_8)
          .replace("@NAME@", name)
          .replace("@FOLDER@", shownFolder())
          .replace("@PARAMETERS@", parameters)
          .replace("@SCHEMA@", place.folder().relativize(schema.normalize()).toString());
    }
  }

  /** The folder as a user in the current one writes it. */
  public String shownFolder() {
    Path current = Path.of("").toAbsolutePath();
    return place.folder().startsWith(current)
        ? current.relativize(place.folder()).toString()
        : place.folder().toString();
  }
}
