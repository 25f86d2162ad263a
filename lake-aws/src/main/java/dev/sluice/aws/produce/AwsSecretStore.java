package dev.sluice.aws.produce;

import dev.sluice.core.produce.http.secret.SecretStore;
import dev.sluice.core.produce.http.secret.SecretValue;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Secrets Manager, and for {@code ssm:NAME} the Parameter Store. A value is read when it is first
 * needed, and once.
 */
final class AwsSecretStore implements SecretStore {
  private static final String PARAMETER = "ssm:";

  private final Supplier<SecretsManagerClient> secrets;
  private final Supplier<SsmClient> parameters;
  private final Map<String, SecretValue> known = new ConcurrentHashMap<>();

  /** The clients are made when they are first needed. */
  AwsSecretStore(Supplier<SecretsManagerClient> secrets, Supplier<SsmClient> parameters) {
    this.secrets = secrets;
    this.parameters = parameters;
  }

  @Override
  public SecretValue value(String name) throws IOException {
    SecretValue value = known.get(name);
    if (value == null) {
      value = read(name);
      known.put(name, value);
    }
    return value;
  }

  @Override
  public void forget(String name) {
    known.remove(name);
  }

  private SecretValue read(String name) throws IOException {
    boolean isParameter = name.startsWith(PARAMETER);
    String key = isParameter ? name.substring(PARAMETER.length()) : name;
    try {
      String value = isParameter ? parameter(key) : secret(key);
      if (value == null || value.isBlank()) {
        throw new IOException("The secret '" + name + "' is empty. " + remedy(isParameter, key));
      }
      return new SecretValue(name, value);
    } catch (AwsServiceException e) {
      throw new IOException(
          "The secret '%s' can't be read: %s. %s"
              .formatted(name, reason(e), remedy(isParameter, key)),
          e);
    } catch (SdkException e) {
      throw new IOException("The secret '%s' can't be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  private String secret(String name) {
    return secrets.get().getSecretValue(request -> request.secretId(name)).secretString();
  }

  private String parameter(String name) {
    return parameters
        .get()
        .getParameter(request -> request.name(name).withDecryption(true))
        .parameter()
        .value();
  }

  private static String reason(AwsServiceException e) {
    return e.awsErrorDetails() == null
        ? "HTTP " + e.statusCode()
        : e.awsErrorDetails().errorCode() + ", " + e.awsErrorDetails().errorMessage();
  }

  private static String remedy(boolean isParameter, String name) {
    String create =
        isParameter
            ? "aws ssm put-parameter --type SecureString --name %1$s --value ..., and deploy with"
                + " the parameter SecretParameter=%1$s"
            : "aws secretsmanager create-secret --name %1$s --secret-string ..., and deploy with"
                + " the parameter SecretName=%1$s";
    String file = name.startsWith("/") ? name.substring(1) : name;
    return ("On AWS: "
            + create
            + ". Locally: write it into the file secrets/%2$s of the lake's folder")
        .formatted(name, file);
  }
}
