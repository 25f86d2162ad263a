package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.produce.http.client.HttpRequest;
import dev.sluice.core.produce.http.secret.Redaction;
import dev.sluice.core.produce.http.secret.SecretStore;
import dev.sluice.core.produce.http.secret.SecretValue;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes HTTP requests of what is to be asked: adds headers and the secret. */
final class RequestFactory {
  private static final int MOST_BYTES = 8 << 20;

  private final Call call;
  private final SecretStore secrets;
  private final Redaction redaction;

  RequestFactory(HttpSource source, SecretStore secrets, Redaction redaction) {
    this.call = source.call();
    this.secrets = secrets;
    this.redaction = redaction;
  }

  HttpRequest request(ApiRequest request) throws IOException {
    Map<String, String> headers = new HashMap<>(call.headers());
    String url = request.url();
    if (call.secret().isPresent()) {
      Secret secret = call.secret().get();
      SecretValue value = secrets.value(secret.name()).carried(secret);
      redaction.learn(value);
      String text = new Template(secret.format()).fill(name -> value.open());
      if (secret.place() == Secret.Place.HEADER) {
        headers.put(secret.field(), text);
      } else {
        url = ApiRequest.with(url, secret.field(), text);
      }
    }
    return new HttpRequest(URI.create(url), headers, call.timeout(), MOST_BYTES);
  }

  /** What to say where the secret isn't accepted. */
  String denied(int status) {
    Optional<String> name = call.secret().map(Secret::name);
    name.ifPresent(secrets::forget);
    return name.map(
            secret ->
                "HTTP %d: the secret '%s' is not accepted; check its value, and whether its plan"
                        .formatted(status, secret)
                    + " allows this request")
        .orElse("HTTP %d: the server wants a secret; set 'secret'".formatted(status));
  }

  /** Takes the secrets of all requests so far out of what came of them. */
  Redaction redaction() {
    return redaction;
  }
}
