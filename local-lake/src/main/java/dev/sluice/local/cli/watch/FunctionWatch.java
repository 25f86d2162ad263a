package dev.sluice.local.cli.watch;

import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.Troubles;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import java.nio.file.Path;
import java.util.List;

/** Takes note of functions that fail. */
record FunctionWatch(
    LocalLake lake, Troubles troubles, Path directory, List<PipelineStack> stacks) {
  void failed(String function, FunctionError error) {
    long failures = lake.functions().failures(function);
    troubles.seen(
        pipeline(function),
        function,
        "%s failed (%,d %s): %s"
            .formatted(
                function, failures, failures == 1 ? "time" : "times", error.message().strip()),
        "its log is " + directory.resolve("logs").resolve(function + ".log"),
        failures);
  }

  void succeeded(String function) {
    troubles.over(pipeline(function), function);
  }

  private String pipeline(String function) {
    return stacks.stream()
        .filter(stack -> stack.functions().containsValue(function))
        .map(PipelineStack::pipeline)
        .findFirst()
        .orElse("");
  }
}
