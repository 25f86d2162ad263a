package dev.sluice.localaws.athena.iceberg;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Made by Iceberg's client, by name. */
public final class LocalCredentials implements AwsCredentialsProvider {
  public static LocalCredentials create() {
    return new LocalCredentials();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return AwsBasicCredentials.create("local", "local");
  }
}
