package dev.sluice.local.cli.command;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.text.PutHint;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.SamEnvironment;
import dev.sluice.localaws.http.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** How a lake that was started is found by programs and people. */
final class UpResources {
  private UpResources() {}

  /** A stack's, as other commands ask for them. */
  static LakeFile.Resources of(PipelineStack stack, String definition) {
    return new LakeFile.Resources(
        stack.stream(),
        stack.bucket(),
        stack.topic(),
        stack.database(),
        stack.workgroup(),
        stack.functions(),
        definition);
  }

  /** Which sources are told not to run, and how others put records. */
  static void hint(Terminal terminal, Pipeline definition, PipelineStack stack) {
    PutHint.lines(definition, stack, Instant.now()).forEach(terminal::line);
    if (!definition.stopped().isEmpty()) {
      terminal.line(
          "%s: %s not running, because of 'runs: false'"
              .formatted(definition.name(), String.join(", ", definition.stopped())));
    }
  }

  static void introduce(Terminal terminal, LocalLake lake, URI page, String accessKey) {
    terminal.line("lake in " + lake.directory() + ", page at " + page);
    lake.takenOver().forEach(terminal::line);
    terminal.line("For the AWS CLI and SDKs:");
    terminal.line("  export AWS_ENDPOINT_URL=" + lake.endpoint());
    terminal.line(
        "  export AWS_REGION=%s AWS_DEFAULT_REGION=%1$s".formatted(Account.LOCAL.region()));
    terminal.line("  export AWS_ACCESS_KEY_ID=" + accessKey + " AWS_SECRET_ACCESS_KEY=local");
    terminal.line("Alerts are printed here and kept in " + lake.directory().resolve("outbox"));
  }

  /**
   * Writes the functions' variables for {@code sam local invoke}, and says which options take them.
   *
   * @param hosts names of this machine in a container; without one it shares this machine's network
   */
  static void forSam(
      Terminal terminal, List<PipelineStack> stacks, URI endpoint, Set<String> hosts) {
    String host = hosts.stream().sorted().findFirst().orElse(endpoint.getHost());
    URI seen = URI.create("http://" + host + ":" + endpoint.getPort());
    terminal.line("For sam local invoke: --parameter-overrides EndpointUrl=" + seen);
    for (PipelineStack stack : stacks) {
      try {
        Path file =
            SamEnvironment.of(stack, seen)
                .writeBeside(SluiceHome.root().resolve("sam/template.yaml"), stack.pipeline());
        terminal.line("  --env-vars " + file);
      } catch (IOException e) {
        terminal.line("  the variables of %s can't be written: %s".formatted(stack.pipeline(), e));
      }
    }
  }
}
