package dev.sluice.local.cli.client;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * A stack of an account, as {@code sam deploy} made it.
 *
 * @param name of the stack
 * @param outputs by key
 */
public record DeployedStack(String name, Map<String, String> outputs) {
  /** Asks for a stack. */
  public static DeployedStack of(CloudFormationClient cloudFormation, String name) {
    return AwsClients.answer(() -> described(cloudFormation, name));
  }

  private static DeployedStack described(CloudFormationClient cloudFormation, String name) {
    try {
      Stack stack =
          cloudFormation.describeStacks(request -> request.stackName(name)).stacks().get(0);
      Map<String, String> outputs = new TreeMap<>();
      for (Output output : stack.outputs()) {
        outputs.put(output.outputKey(), output.outputValue());
      }
      return new DeployedStack(name, outputs);
    } catch (CloudFormationException e) {
      if (String.valueOf(e.getMessage()).contains("does not exist")) {
        throw new CommandFailure(
            "stack '%s' does not exist in this account and region (%s). Its name is the stack_name in sam/samconfig.toml, e.g. sluice-windfarm; --region names another region."
                .formatted(name, cloudFormation.serviceClientConfiguration().region()),
            e);
      }
      throw e;
    }
  }

  /** The name of its stream. */
  public String stream() {
    String stream = outputs.get("StreamName");
    if (stream == null) {
      throw new CommandFailure(
          "the stack '%s' has no output StreamName, only %s: it was not made by sam/template.yaml, is not yet complete, or its pipeline has no stream."
              .formatted(name, outputs.keySet()));
    }
    return stream;
  }
}
