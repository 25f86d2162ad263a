package dev.sluice.localaws.lambda;

import dev.sluice.localaws.lambda.ArtefactCache.Artefact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a function's process is started.
 *
 * <p>Deviation: the working directory is a scratch folder, not {@code /var/task}. Amazon's runtime
 * client puts the jars of the working directory on a second class loader; with the class path given
 * as a whole every resource would be found twice.
 */
final class Launch {
  private final FunctionSpec spec;
  private final HostSettings settings;
  private final Artefact artefact;
  private final JvmOptions options;

  Launch(FunctionSpec spec, HostSettings settings, Artefact artefact) {
    this.spec = spec;
    this.settings = settings;
    this.artefact = artefact;
    this.options = new JvmOptions(spec, settings, artefact);
  }

  /** Starts a process that asks the Runtime API at that address for its work. */
  Process start(String runtimeApi, List<String> archiveOptions) throws IOException {
    Path home = Files.createDirectories(settings.directory().resolve("run").resolve(spec.name()));
    ProcessBuilder builder =
        new ProcessBuilder(command(archiveOptions))
            .directory(home.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    Map<String, String> values =
        new FunctionEnvironment(spec, settings, artefact).of(runtimeApi, home, environment);
    environment.clear();
    environment.putAll(values);
    return builder.start();
  }

  ClassDataArchive archive() {
    return new ClassDataArchive(settings.cache().resolve("cds"), artefact.checksum());
  }

  private List<String> command(List<String> archiveOptions) {
    if (spec.code().isJvm()) {
      return options.command(archiveOptions);
    }
    Path bootstrap = artefact.root().resolve("bootstrap");
    if (!Files.isExecutable(bootstrap)) {
      throw new UncheckedIOException(
          new IOException(
              "Function %s has the runtime %s, but %s has no bootstrap: it was not built natively"
                  .formatted(spec.name(), spec.code().runtime(), spec.code().artefact())));
    }
    return List.of(bootstrap.toString(), "-Xmx" + settings.heapMb(spec) + "m");
  }
}
