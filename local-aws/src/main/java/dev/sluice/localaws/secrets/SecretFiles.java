package dev.sluice.localaws.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.http.JsonService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Parameters (SSM) and secrets (Secrets Manager), read from files named like them: {@code
 * /weather/key} is the file {@code weather/key} of the folder. A last line end does not count.
 */
public final class SecretFiles {
  private final Path directory;
  private final Account account;

  /** The files of that folder, which need not exist. */
  public SecretFiles(Path directory, Account account) {
    this.directory = directory.toAbsolutePath().normalize();
    this.account = account;
  }

  /** SSM's Parameter Store. */
  public AwsService parameterStore() {
    return new JsonService("ssm", "AmazonSSM").on("GetParameter", this::getParameter);
  }

  /** Secrets Manager. */
  public AwsService secretsManager() {
    return new JsonService("secretsmanager", "secretsmanager")
        .on("GetSecretValue", this::getSecretValue);
  }

  private JsonNode getParameter(ObjectNode input) {
    String name = input.path("Name").asText();
    String value =
        read(name)
            .orElseThrow(
                () -> AwsException.invalid("ParameterNotFound", missing("parameter", name)));
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output
        .putObject("Parameter")
        .put("Name", name)
        .put("Type", "SecureString")
        .put("Value", value)
        .put("Version", 1)
        .put("DataType", "text")
        .put("ARN", account.arn("ssm", "parameter/" + strip(name)));
    return output;
  }

  private JsonNode getSecretValue(ObjectNode input) {
    String id = input.path("SecretId").asText();
    String name = id.startsWith("arn:") ? id.substring(id.lastIndexOf(':') + 1) : id;
    String value =
        read(name)
            .orElseThrow(
                () -> AwsException.invalid("ResourceNotFoundException", missing("secret", name)));
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output
        .put("ARN", account.arn("secretsmanager", "secret:" + name))
        .put("Name", name)
        .put("SecretString", value)
        .put("VersionId", "00000000-0000-0000-0000-000000000001")
        .putPOJO("CreatedDate", Instant.EPOCH);
    output.putArray("VersionStages").add("AWSCURRENT");
    return output;
  }

  /** Where a secret's value belongs. */
  public Path file(String name) {
    return directory.resolve(strip(name)).normalize();
  }

  /** A secret's value; empty: its file does not exist. */
  public Optional<String> read(String name) {
    Path file = file(name);
    if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).replaceFirst("\\R$", ""));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + file, e);
    }
  }

  private String missing(String kind, String name) {
    return "No %s '%s': write its value into the file %s.".formatted(kind, name, file(name));
  }

  private static String strip(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
