package dev.sluice.local.lake;

import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.lambda.FunctionSpec;
import dev.sluice.localaws.template.StackModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a local lake is made of.
 *
 * @param root of the checkout, where the runtime client and the cache of unpacked functions are
 * @param directory for everything that the lake keeps
 * @param stacks what to create
 * @param port of the AWS endpoint; 0 takes a free one
 * @param start the time that the lake's clock shows at first, which then skips what is idle; empty:
 *     real time
 * @param faults what goes wrong
 * @param callers who may call the AWS endpoint
 */
public record LakeSettings(
    Path root,
    Path directory,
    List<StackModel> stacks,
    int port,
    Optional<Instant> start,
    FaultPlan faults,
    Callers callers) {
  public LakeSettings {
    root = root.toAbsolutePath().normalize();
    directory = directory.toAbsolutePath().normalize();
    stacks = List.copyOf(stacks);
  }

  /** All stacks' functions. */
  List<FunctionSpec> functions() {
    return stacks.stream()
        .flatMap(stack -> stack.functions().stream())
        .map(StackModel.Function::spec)
        .toList();
  }

  /** How many batches more than one of a shard functions get at a time. */
  int furtherBatches() {
    return functions().stream().mapToInt(each -> each.limits().batches() - 1).sum();
  }
}
