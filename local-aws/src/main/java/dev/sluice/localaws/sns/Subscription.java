package dev.sluice.localaws.sns;

/**
 * Who gets the messages of a topic.
 *
 * @param protocol {@code email}, {@code email-json} or {@code sms}
 */
public record Subscription(
    String arn, String topicArn, String protocol, String endpoint, FilterPolicy filterPolicy) {
  public Subscription {
    boolean email = protocol.equals("email") || protocol.equals("email-json");
    if (!email && !protocol.equals("sms")) {
      throw Message.invalid(
          "Protocol: the local lake delivers to email, email-json and sms, not to " + protocol);
    }
    if (email && !endpoint.matches("[^@\\s]+@[^@\\s]+")) {
      throw Message.invalid("Email address: '" + endpoint + "'");
    }
    if (!email && !endpoint.matches("\\+?[0-9][0-9 -]{5,18}")) {
      throw Message.invalid("Invalid SMS endpoint: '" + endpoint + "'");
    }
  }

  boolean wants(Message message) {
    return filterPolicy.accepts(message);
  }

  /** Where a delivery is put: e-mail of both kinds together. */
  boolean isEmail() {
    return !protocol.equals("sms");
  }
}
