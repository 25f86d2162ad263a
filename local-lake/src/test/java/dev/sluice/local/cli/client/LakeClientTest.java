package dev.sluice.local.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.http.AwsRequest;
import dev.sluice.localaws.http.AwsResponse;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.http.AwsService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LakeClientTest {
  @Test
  void invokesThroughTheLambdaServiceAndNotThroughS3() throws IOException {
    try (AwsServer server = AwsServer.bind("127.0.0.1", 0)) {
      server.start(List.of(new AnsweringLambda()), s3 -> s3.answer(501));

      HttpResponse<byte[]> response =
          new LakeClient(server.endpoint(), "local")
              .invoke("EtlTrigger", "{}".getBytes(StandardCharsets.UTF_8));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).asString().isEqualTo("invoked");
    }
  }

  private static final class AnsweringLambda implements AwsService {
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
      return AwsResponse.bytes(200, "text/plain", "invoked".getBytes(StandardCharsets.UTF_8));
    }
  }
}
