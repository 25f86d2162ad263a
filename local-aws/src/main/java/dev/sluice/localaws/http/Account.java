package dev.sluice.localaws.http;

/** The account and region that the lake plays. */
public record Account(String id, String region) {
  /** What the SDKs take for granted nowhere and people know from other local clouds. */
  public static final Account LOCAL = new Account("000000000000", "eu-central-1");

  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException("An account id has 12 digits, not '" + id + "'");
    }
  }

  /** The ARN of a resource, e.g. {@code arn("kinesis", "stream/readings")}. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
  }

  /** The ARN of a function. */
  public String functionArn(String name) {
    return arn("lambda", "function:" + name);
  }
}
