package dev.sluice.local.cli.command;

import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "invoke",
    description = "Invokes a function of a running lake and prints its answer.",
    footer = {
      "",
      "Examples:",
      "  sluice invoke ProducerFunction",
      "  sluice invoke BatchWriterFunction --event sam/events/batch-writer-records.json"
    })
public final class InvokeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FUNCTION",
      description = "ProducerFunction, ConsumerFunction, BatchWriterFunction, EtlTriggerFunction.")
  String function;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description = "The event; by default a scheduled one of now.")
  Path event;

  @Option(names = "--pipeline", paramLabel = "NAME", description = "Where several run.")
  String pipeline;

  @Option(names = "--logs", description = "Print the end of the function's log too.")
  boolean logs;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException {
    LakeFile lake = running.lake();
    LakeFile.Resources resources = lake.pipeline(pipeline);
    String name = resources.functions().get(function);
    if (name == null) {
      throw new CommandFailure(
          "no function '%s'; there are %s."
              .formatted(function, String.join(", ", resources.functions().keySet())));
    }
    byte[] payload =
        event == null
            ? ("{\"time\": \"" + Instant.now() + "\"}").getBytes(StandardCharsets.UTF_8)
            : Files.readAllBytes(event);
    HttpResponse<byte[]> response = lake.client().invoke(name, payload);
    if (logs) {
      response
          .headers()
          .firstValue("x-amz-log-result")
          .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
          .ifPresent(System.err::println);
    }
    System.out.println(new String(response.body(), StandardCharsets.UTF_8));
    boolean failed =
        response.statusCode() != 200
            || response.headers().firstValue("x-amz-function-error").isPresent();
    return failed ? 1 : 0;
  }
}
