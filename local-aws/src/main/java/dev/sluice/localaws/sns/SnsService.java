package dev.sluice.localaws.sns;

import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.http.Parameters;
import dev.sluice.localaws.http.QueryService;
import dev.sluice.localaws.http.Xml;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * SNS as clients speak to it.
 *
 * <p>Deviations: subscriptions are confirmed at once; only e-mail and text messages are delivered,
 * into the outbox folder; lists come in one page.
 */
public final class SnsService {
  private static final String POLICY = "FilterPolicy";
  private static final String SCOPE = "FilterPolicyScope";

  private final SnsTopics topics;

  private SnsService(SnsTopics topics) {
    this.topics = topics;
  }

  /** The service over those topics. */
  public static AwsService over(SnsTopics topics) {
    SnsService sns = new SnsService(topics);
    QueryService service = new QueryService("sns", "http://sns.amazonaws.com/doc/2010-03-31/");
    PublishOperations publish = new PublishOperations(topics);
    return service
        .on("CreateTopic", sns::createTopic)
        .on("DeleteTopic", sns::deleteTopic)
        .on("GetSubscriptionAttributes", sns::subscriptionAttributes)
        .on("GetTopicAttributes", sns::topicAttributes)
        .on("ListSubscriptions", in -> sns.list(topics.subscriptions()))
        .on("ListSubscriptionsByTopic", sns::listByTopic)
        .on("ListTopics", sns::listTopics)
        .on("Publish", publish::publish)
        .on("PublishBatch", publish::publishBatch)
        .on("SetSubscriptionAttributes", sns::setSubscriptionAttribute)
        .on("SetTopicAttributes", sns::setTopicAttribute)
        .on("Subscribe", sns::subscribe)
        .on("Unsubscribe", sns::unsubscribe);
  }

  private Xml createTopic(Parameters in) {
    String arn =
        topics.createTopic(in.required("Name"), in.entries("Attributes.entry", "key", "value"));
    return new Xml().text("TopicArn", arn);
  }

  private Xml deleteTopic(Parameters in) {
    topics.deleteTopic(in.required("TopicArn"));
    return new Xml();
  }

  private Xml topicAttributes(Parameters in) {
    String arn = in.required("TopicArn");
    Map<String, String> attributes = new TreeMap<>(topics.topic(arn));
    attributes.put("TopicArn", arn);
    attributes.put("Owner", topics.account().id());
    attributes.put("SubscriptionsConfirmed", Integer.toString(of(arn).size()));
    attributes.put("SubscriptionsPending", "0");
    return attributes(attributes);
  }

  private Xml setTopicAttribute(Parameters in) {
    topics
        .topic(in.required("TopicArn"))
        .put(in.required("AttributeName"), in.get("AttributeValue").orElse(""));
    return new Xml();
  }

  private Xml subscribe(Parameters in) {
    Map<String, String> attributes = in.entries("Attributes.entry", "key", "value");
    String scope = attributes.getOrDefault(SCOPE, FilterPolicy.NONE.scope().label());
    String arn =
        topics.subscribe(
            in.required("TopicArn"),
            in.required("Protocol"),
            in.get("Endpoint").orElse(""),
            FilterPolicy.of(attributes.getOrDefault(POLICY, ""), FilterPolicy.Scope.of(scope)));
    return new Xml().text("SubscriptionArn", arn);
  }

  private Xml unsubscribe(Parameters in) {
    topics.unsubscribe(in.required("SubscriptionArn"));
    return new Xml();
  }

  private Xml subscriptionAttributes(Parameters in) {
    Subscription subscription = topics.subscription(in.required("SubscriptionArn"));
    Map<String, String> attributes =
        new TreeMap<>(
            Map.of(
                "SubscriptionArn", subscription.arn(),
                "TopicArn", subscription.topicArn(),
                "Protocol", subscription.protocol(),
                "Endpoint", subscription.endpoint(),
                "Owner", topics.account().id(),
                "PendingConfirmation", "false"));
    FilterPolicy policy = subscription.filterPolicy();
    if (!policy.text().isEmpty()) {
      attributes.put(POLICY, policy.text());
      attributes.put(SCOPE, policy.scope().label());
    }
    return attributes(attributes);
  }

  private Xml setSubscriptionAttribute(Parameters in) {
    Subscription subscription = topics.subscription(in.required("SubscriptionArn"));
    FilterPolicy policy = subscription.filterPolicy();
    String value = in.get("AttributeValue").orElse("");
    topics.subscribe(
        subscription.topicArn(),
        subscription.protocol(),
        subscription.endpoint(),
        switch (in.required("AttributeName")) {
          case POLICY -> FilterPolicy.of(value, policy.scope());
          case SCOPE -> FilterPolicy.of(policy.text(), FilterPolicy.Scope.of(value));
          default ->
              throw Message.invalid(
                  "AttributeName: the local lake can set %s and %s only".formatted(POLICY, SCOPE));
        });
    return new Xml();
  }

  private Xml listTopics(Parameters in) {
    Xml xml = new Xml().open("Topics");
    topics.topicArns().forEach(arn -> xml.open("member").text("TopicArn", arn).close("member"));
    return xml.close("Topics");
  }

  private Xml listByTopic(Parameters in) {
    String arn = in.required("TopicArn");
    topics.topic(arn);
    return list(of(arn));
  }

  private List<Subscription> of(String topicArn) {
    return topics.subscriptions().stream()
        .filter(subscription -> subscription.topicArn().equals(topicArn))
        .toList();
  }

  private Xml list(List<Subscription> subscriptions) {
    Xml xml = new Xml().open("Subscriptions");
    for (Subscription subscription : subscriptions) {
      xml.open("member")
          .text("SubscriptionArn", subscription.arn())
          .text("Owner", topics.account().id())
          .text("Protocol", subscription.protocol())
          .text("Endpoint", subscription.endpoint())
          .text("TopicArn", subscription.topicArn())
          .close("member");
    }
    return xml.close("Subscriptions");
  }

  private static Xml attributes(Map<String, String> attributes) {
    Xml xml = new Xml().open("Attributes");
    attributes.forEach(
        (key, value) -> xml.open("entry").text("key", key).text("value", value).close("entry"));
    return xml.close("Attributes");
  }
}
