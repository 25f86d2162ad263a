package dev.sluice.local.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationServiceClientConfiguration;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;

class DeployedStackTest {
  /** An account in which each call has the same end. */
  private record Account(Supplier<DescribeStacksResponse> answer) implements CloudFormationClient {
    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
      return answer.get();
    }

    @Override
    public CloudFormationServiceClientConfiguration serviceClientConfiguration() {
      return CloudFormationServiceClientConfiguration.builder().region(Region.EU_WEST_1).build();
    }

    @Override
    public String serviceName() {
      return "cloudformation";
    }

    @Override
    public void close() {
      // nothing to close
    }
  }

  @Test
  void readsTheOutputs() {
    Account account =
        new Account(
            () ->
                DescribeStacksResponse.builder()
                    .stacks(
                        stack ->
                            stack.outputs(
                                output -> output.outputKey("StreamName").outputValue("Stream2"),
                                output -> output.outputKey("BucketName").outputValue("lake")))
                    .build());

    assertThat(DeployedStack.of(account, "farm").stream()).isEqualTo("Stream2");
  }

  @Test
  void saysThatThereIsNoSuchStack() {
    Account account = failing("ValidationError", "Stack with id farm does not exist");

    assertThatThrownBy(() -> DeployedStack.of(account, "farm"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll(
            "stack 'farm' does not exist", "eu-west-1", "stack_name", "--region");
  }

  @Test
  void saysWhatCredentialsLack() {
    assertThatThrownBy(() -> DeployedStack.of(failing("ExpiredToken", "token is expired"), "farm"))
        .hasMessageContainingAll("have expired", "aws sso login");
    assertThatThrownBy(() -> DeployedStack.of(failing("AccessDenied", "not allowed"), "farm"))
        .hasMessageContaining("AWS refuses: not allowed (AccessDenied)");
    Account without =
        new Account(
            () -> {
              throw SdkClientException.create(
                  "Unable to load credentials from any of the providers in the chain");
            });
    assertThatThrownBy(() -> DeployedStack.of(without, "farm"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll("no AWS credentials", "AWS_PROFILE");
  }

  @Test
  void saysWhichOutputsAStackWithoutAStreamHas() {
    assertThatThrownBy(() -> new DeployedStack("farm", Map.of("Website", "x")).stream())
        .hasMessageContainingAll("'farm' has no output StreamName", "[Website]");
  }

  private static Account failing(String code, String message) {
    return new Account(
        () -> {
          throw CloudFormationException.builder()
              .message(message)
              .awsErrorDetails(
                  AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
              .build();
        });
  }
}
