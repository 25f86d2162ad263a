package dev.sluice.local.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EdgeProcessesTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final URI LAKE = URI.create("http://127.0.0.1:4567");

  @TempDir Path folder;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private final class Console extends PrintStream {
    Console() {
      super(OutputStream.nullOutputStream(), true, UTF_8);
    }

    @Override
    public void println(String line) {
      lines.add(line);
    }
  }

  private static EdgeProcesses.Start planned(String name) throws IOException {
    PipelinePlace place = PipelinePlace.in(ROOT);
    Path file = ROOT.resolve("pipelines").resolve(name + ".yaml");
    Pipeline definition = new PipelineLoader().load(file, Map.of());
    return new EdgeProcesses.Start(
        definition, place.folder(), PipelineStack.of(place, definition, StackChoice.of(name)));
  }

  private Path standIn() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInEdge.class.getName());
    String name = StandInEdge.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("edge.jar");
    try (InputStream type = StandInEdge.class.getClassLoader().getResourceAsStream(name);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(name));
      type.transferTo(out);
    }
    return jar;
  }

  private EdgeProcesses processes(Path lake) throws IOException {
    return new EdgeProcesses(lake, standIn(), new Terminal(new Console(), false));
  }

  private long running() {
    String jar = folder.resolve("edge.jar").toString();
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(child -> child.info().commandLine().orElse("").contains(jar))
        .count();
  }

  private String line() throws InterruptedException {
    return lines.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void aProcessIsGivenItsPipelineAndItsLakeAndEndsWithThem() throws Exception {
    Path log = folder.resolve("logs/edge-gpu-card.log");
    try (EdgeProcesses processes = processes(folder)) {
      processes.start(List.of(planned("gpu-card"), planned("windfarm")), LAKE, "mine");

      assertThat(line())
          .isEqualTo("gpu-card is read by an edge process on this machine; its log is " + log);
      assertThat(line()).isEqualTo("gpu-card 'sensor' is silent");
      assertThat(running()).isEqualTo(1);
    }
    assertThat(running()).isZero();
    assertThat(lines).isEmpty();
    assertThat(Files.readString(log))
        .contains(
            "AWS_ACCESS_KEY_ID=mine\n",
            "AWS_ENDPOINT_URL=http://127.0.0.1:4567\n",
            "SLUICE_EDGE_DIR=" + folder.resolve("edge/gpu-card") + "\n",
            "SLUICE_PIPELINE=gpu-card\n",
            "SLUICE_PIPELINES_DIR=" + ROOT.resolve("pipelines") + "\n",
            "SLUICE_STREAM=sluice-gpu-card-",
            "SLUICE_BUCKET=sluice-gpu-card-",
            "all is well");
  }

  @Test
  void aProcessThatEndsByItselfIsTold() throws Exception {
    Path lake = folder.resolve("ending");
    try (EdgeProcesses processes = processes(lake)) {
      processes.start(List.of(planned("gpu-card")), LAKE, "mine");

      assertThat(List.of(line(), line(), line()))
          .last()
          .isEqualTo(
              "gpu-card its edge process has ended with code 3; its log is "
                  + lake.resolve("logs/edge-gpu-card.log"));
    }
  }
}
