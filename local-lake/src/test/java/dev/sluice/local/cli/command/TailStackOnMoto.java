package dev.sluice.local.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.cli.Sluice;
import dev.sluice.local.cli.client.AwsClients;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A deployed stream is read by its stack's outputs. */
class TailStackOnMoto {
  private static final String TEMPLATE =
      """
      {"Resources": {"Stream": {"Type": "AWS::Kinesis::Stream",
         "Properties": {"Name": "%s", "ShardCount": 2}}},
       "Outputs": {"StreamName": {"Value": {"Ref": "Stream"}}}}\
      """;

  private final String name = "sluice-" + Long.toHexString(System.nanoTime());
  private final PrintStream systemOut = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void start() {
    System.setProperty("aws.endpointUrl", System.getProperty("sluice.moto.endpoint"));
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(systemOut);
    System.clearProperty("aws.endpointUrl");
  }

  @Test
  void printsTheRecordsOfADeployedStream() {
    try (CloudFormationClient stacks =
            CloudFormationClient.builder()
                .region(Region.EU_CENTRAL_1)
                // moto loads all its services with the first stack.
                .httpClientBuilder(
                    UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(5)))
                .build();
        KinesisClient kinesis = new AwsClients(Optional.of("eu-central-1")).kinesis()) {
      stacks.createStack(stack -> stack.stackName(name).templateBody(TEMPLATE.formatted(name)));
      kinesis.putRecord(
          put ->
              put.streamName(name)
                  .partitionKey("device-1")
                  .data(SdkBytes.fromUtf8String("{\"value\":21.5}")));
    }

    assertThat(tail(name, "--from", "start", "--limit", "1")).isZero();
    assertThat(captured.toString(StandardCharsets.UTF_8)).endsWith("device-1  {\"value\":21.5}\n");
  }

  @Test
  void saysThatThereIsNoSuchStack() {
    assertThat(tail("sluice-nothing")).isEqualTo(1);
    assertThat(errors.toString()).contains("stack 'sluice-nothing' does not exist", "eu-central-1");
  }

  private int tail(String stack, String... more) {
    String[] line = new String[more.length + 5];
    System.arraycopy(
        new String[] {"tail", "--stack", stack, "--region", "eu-central-1"}, 0, line, 0, 5);
    System.arraycopy(more, 0, line, 5, more.length);
    return Sluice.commandLine().setErr(new PrintWriter(errors, true)).execute(line);
  }
}
