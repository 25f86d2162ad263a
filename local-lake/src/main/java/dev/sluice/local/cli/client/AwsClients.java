package dev.sluice.local.cli.client;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClientBuilder;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/**
 * Calls of AWS, with the credentials, the region and the endpoint that the AWS CLI would use.
 *
 * @param region another one; empty: that of the environment or the profile
 */
public record AwsClients(Optional<String> region) {
  /** For the stacks of the account. */
  public CloudFormationClient cloudFormation() {
    CloudFormationClientBuilder builder =
        CloudFormationClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    region.ifPresent(name -> builder.region(Region.of(name)));
    return answer(builder::build);
  }

  /** For the streams of the account. */
  public KinesisClient kinesis() {
    KinesisClientBuilder builder =
        KinesisClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    region.ifPresent(name -> builder.region(Region.of(name)));
    return answer(builder::build);
  }

  /** What a call gives; a failure says what to do. */
  static <T> T answer(Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      throw new CommandFailure(refusal(e), e);
    } catch (SdkClientException e) {
      throw new CommandFailure(remedy(String.valueOf(e.getMessage())), e);
    }
  }

  private static String refusal(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String text = e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
    return switch (code) {
      case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
          "AWS: the credentials have expired. Get new ones, e.g. by `aws sso login`.";
      case "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch" ->
          "AWS does not know the credentials: %s. Compare `aws sts get-caller-identity`."
              .formatted(text);
      default -> "AWS refuses: %s (%s)".formatted(text, code);
    };
  }

  private static String remedy(String problem) {
    if (problem.contains("Unable to load credentials")) {
      return "there are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY, or run `aws configure`.";
    }
    if (problem.contains("Unable to load region")) {
      return "there is no AWS region. Name one with --region, or set AWS_REGION.";
    }
    return "AWS can't be reached: " + problem;
  }
}
