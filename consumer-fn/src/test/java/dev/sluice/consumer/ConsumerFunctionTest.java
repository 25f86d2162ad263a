package dev.sluice.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.lake.ObjectServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function as Quarkus puts it together. */
@QuarkusTest
@QuarkusTestResource(ConsumerFunctionTest.Lake.class)
class ConsumerFunctionTest {
  @Inject ConsumerHandler handler;

  @Test
  void answersABatch() throws IOException {
    KinesisEventJson event =
        new KinesisEventJson("shardId-000000000000")
            .add("1", "{}", 1_780_315_200_000L)
            .window("2026-06-01T12:00:00Z", "2026-06-01T12:05:00Z", "{}", false);

    assertThat(answerTo(new String(event.bytes(), UTF_8))).contains("\"batchItemFailures\":[]");
  }

  private String answerTo(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new FakeContext(60_000));
    return answer.toString(UTF_8);
  }

  /** A bucket and the function's variables. */
  public static class Lake implements QuarkusTestResourceLifecycleManager {
    private ObjectServer server;

    @Override
    public Map<String, String> start() {
      try {
        server = new ObjectServer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Map<String, String> settings = new HashMap<>(server.settings());
      settings.put("sluice.stream", "farm");
      settings.put("sluice.topic-arn", "arn:aws:sns:eu-central-1:123456789012:alerts");
      settings.put("quarkus.sns.aws.region", "eu-central-1");
      settings.put("quarkus.sns.aws.credentials.type", "anonymous");
      return settings;
    }

    @Override
    public void stop() {
      server.close();
    }
  }
}
