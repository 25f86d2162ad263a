package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.produce.http.client.HttpRequest;
import dev.sluice.core.produce.http.memory.FeedMemory;
import dev.sluice.core.produce.http.memory.Validator;
import dev.sluice.core.produce.http.secret.Redaction;
import dev.sluice.core.produce.http.secret.SecretStore;
import dev.sluice.core.produce.http.secret.SecretValue;
import dev.sluice.core.produce.item.Template;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes HTTP requests of what is to be asked: adds headers and the secret. */
final class RequestFactory {
  /** Of an answer, unpacked. */
  static final int MOST_BYTES = 8 << 20;

  private final Call call;
  private final Items items;
  private final SecretStore secrets;
  private final Redaction redaction;

  RequestFactory(HttpSource source, SecretStore secrets, Redaction redaction) {
    this.call = source.call();
    this.items = source.items();
    this.secrets = secrets;
    this.redaction = redaction;
  }

  /** The request, on the condition that the answer has changed if that can be told. */
  HttpRequest request(ApiRequest request, FeedMemory memory) throws IOException {
    Map<String, String> headers = new HashMap<>(call.headers());
    Optional.ofNullable(memory.validators().get(request.label()))
        .filter(found -> found.of() == Validator.subject(request.url(), items))
        .ifPresent(found -> headers.putAll(found.headers()));
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

  /** What to say where the secret isn't accepted, with the API's own words. */
  String denied(int status, String said) {
    Optional<String> name = call.secret().map(Secret::name);
    name.ifPresent(secrets::forget);
    String advice =
        name.map(
                secret ->
                    "the secret '%s' is not accepted; check its value, and whether its plan allows"
                            .formatted(secret)
                        + " this request")
            .orElse("the server wants a secret; set 'secret'");
    return "HTTP %d: %s%s".formatted(status, advice, said.isEmpty() ? "" : "; it says" + said);
  }

  /** Takes the secrets of all requests so far out of what came of them. */
  Redaction redaction() {
    return redaction;
  }
}
