package dev.sluice.local.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsRequest;
import dev.sluice.localaws.http.AwsResponse;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.http.AwsService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LakeClientTest {
  @Test
  void invokesThroughTheLambdaServiceAndNotThroughS3() throws IOException {
    try (AwsServer server = AwsServer.bind("127.0.0.1", 0)) {
      server.start(List.of(new AnsweringLambda(0)), s3 -> s3.answer(501));

      HttpResponse<byte[]> response =
          new LakeClient(server.endpoint(), "local")
              .invoke("EtlTrigger", "{}".getBytes(StandardCharsets.UTF_8));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).asString().isEqualTo("invoked");
    }
  }

  @Test
  void aFunctionThatRunsAsOftenAsItMayIsWaitedFor() throws IOException {
    try (AwsServer server = AwsServer.bind("127.0.0.1", 0)) {
      server.start(List.of(new AnsweringLambda(2)), s3 -> s3.answer(501));

      HttpResponse<byte[]> response =
          new LakeClient(server.endpoint(), "local")
              .invoke("EtlTrigger", "{}".getBytes(StandardCharsets.UTF_8));

      assertThat(response.body()).asString().isEqualTo("invoked");
    }
  }

  private static final class AnsweringLambda implements AwsService {
    private final AtomicInteger throttled;

    AnsweringLambda(int throttled) {
      this.throttled = new AtomicInteger(throttled);
    }

    @Override
    public String name() {
      return "lambda";
    }

    @Override
    public Set<String> operations() {
      return Set.of("Invoke");
    }

    @Override
    public AwsResponse handle(AwsRequest request) {
      if (throttled.getAndDecrement() > 0) {
        throw new AwsException("TooManyRequestsException", 429, "runs once already");
      }
      return AwsResponse.bytes(200, "text/plain", "invoked".getBytes(StandardCharsets.UTF_8));
    }
  }
}
