package dev.sluice.aws;

import dev.sluice.core.mask.MaskSecret;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The key by which fields are masked, in Secrets Manager. It is read at a function's start. */
public final class AwsMaskSecret implements MaskSecret {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Supplier<SecretsManagerClient> clients;

  /** Of the process's own account. */
  public AwsMaskSecret() {
    this(
        () ->
            SecretsManagerClient.builder()
                .httpClientBuilder(
                    UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                .build());
  }

  /** A client is made for each reading, and closed after it. */
  AwsMaskSecret(Supplier<SecretsManagerClient> clients) {
    this.clients = clients;
  }

  @Override
  public String open(String name) throws IOException {
    try (SecretsManagerClient client = clients.get()) {
      String text = client.getSecretValue(request -> request.secretId(name)).secretString();
      if (text == null) {
        throw new IOException("The secret '%s' is binary; store a text".formatted(name));
      }
      return text;
    } catch (AwsServiceException e) {
      String reason =
          e.awsErrorDetails() == null
              ? "HTTP " + e.statusCode()
              : e.awsErrorDetails().errorCode() + ", " + e.awsErrorDetails().errorMessage();
      throw new IOException(unread(name, reason)); // the SDK's traces would bury the reason
    } catch (SdkException e) {
      throw new IOException(unread(name, e.getMessage()), e);
    }
  }

  private static String unread(String name, String reason) {
    return ("The secret '%1$s', with the key that masks fields, can't be read: %2$s. On AWS: aws"
            + " secretsmanager create-secret --name %1$s --secret-string $(openssl rand -hex"
            + " 32), and deploy with the parameter MaskSecretName=%1$s. Locally: write such a"
            + " key into the file secrets/%1$s of the lake's folder")
        .formatted(name, reason.replaceFirst("\\.$", ""));
  }
}
