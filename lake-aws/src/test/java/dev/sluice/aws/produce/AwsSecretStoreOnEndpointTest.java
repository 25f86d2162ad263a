package dev.sluice.aws.produce;

import dev.sluice.core.produce.http.secret.SecretStore;
import dev.sluice.core.produce.http.secret.SecretStoreContract;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.secrets.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The function's secrets keep their contract on the lake's Secrets Manager and SSM. */
class AwsSecretStoreOnEndpointTest extends SecretStoreContract {
  @TempDir private Path directory;
  private TestEndpoints port;
  private SecretStore store;

  @BeforeEach
  void start() throws IOException {
    SecretFiles files = new SecretFiles(directory, Account.LOCAL);
    port = TestEndpoints.serving(files.parameterStore(), files.secretsManager());
    store =
        new AwsSecretStore(
            () -> port.client(SecretsManagerClient.builder()),
            () -> port.client(SsmClient.builder()));
  }

  @AfterEach
  void stop() {
    port.close();
  }

  @Override
  protected SecretStore store() {
    return store;
  }

  @Override
  protected void keep(String name, String text) throws IOException {
    Path file = directory.resolve(name.replaceFirst("^ssm:/", ""));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
