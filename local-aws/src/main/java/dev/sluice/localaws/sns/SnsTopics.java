package dev.sluice.localaws.sns;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The topics of the lake, their subscriptions and what was published. Thread-safe. */
public final class SnsTopics {
  private static final int KEPT = 10_000;

  private final Account account;
  private final Clock clock;
  private final Outbox outbox;
  private final ConcurrentSkipListMap<String, Map<String, String>> topics =
      new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, Subscription> subscriptions =
      new ConcurrentSkipListMap<>();
  private final Deque<Message> latest = new ArrayDeque<>();
  private final AtomicLong published = new AtomicLong();
  private final List<Consumer<DeliveredMessage>> listeners = new CopyOnWriteArrayList<>();

  /**
   * No topics yet.
   *
   * @param outbox folder that gets a file for each delivery
   */
  public SnsTopics(Account account, Clock clock, Path outbox) {
    this.account = account;
    this.clock = clock;
    this.outbox = new Outbox(outbox);
  }

  /** Makes a topic, if there is none of that name, and returns its ARN. */
  public String createTopic(String name, Map<String, String> attributes) {
    if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
      throw Message.invalid("Topic Name");
    }
    String arn = account.arn("sns", name);
    topics.putIfAbsent(arn, new ConcurrentSkipListMap<>(attributes));
    return arn;
  }

  /**
   * Subscribes, confirmed at once, and returns the subscription's ARN; the same endpoint again only
   * changes the filter policy.
   */
  public String subscribe(
      String topicArn, String protocol, String endpoint, FilterPolicy filterPolicy) {
    topic(topicArn);
    String arn = topicArn + ":" + uuid(topicArn + "|" + protocol + "|" + endpoint);
    subscriptions.put(arn, new Subscription(arn, topicArn, protocol, endpoint, filterPolicy));
    return arn;
  }

  /** Calls the listener, on the publisher's thread, for each delivery; be quick. */
  public void onDelivery(Consumer<DeliveredMessage> listener) {
    listeners.add(listener);
  }

  /** How many messages were ever published. */
  public long published() {
    return published.get();
  }

  /** The last ten thousand messages, oldest first. */
  public List<Message> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  /** The ARNs of all topics, sorted. */
  public List<String> topicArns() {
    return List.copyOf(topics.keySet());
  }

  /** All subscriptions, by topic. */
  public List<Subscription> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  /** Publishes a message and returns its id; {@code textFor} gives the text for each protocol. */
  String publish(Message message, Map<String, String> texts) {
    topic(message.topicArn());
    keep(message);
    for (Subscription subscription : subscriptions.values()) {
      if (subscription.topicArn().equals(message.topicArn()) && subscription.wants(message)) {
        String text = texts.getOrDefault(subscription.protocol(), message.text());
        deliver(withText(message, text), subscription.protocol(), subscription.endpoint());
      }
    }
    return message.id();
  }

  /** Sends a text message to a phone number. */
  String text(Message message, String phoneNumber) {
    keep(message);
    deliver(message, "sms", phoneNumber);
    return message.id();
  }

  private void deliver(Message message, String protocol, String endpoint) {
    Path file =
        protocol.equals("sms") ? outbox.sms(endpoint, message) : outbox.email(endpoint, message);
    DeliveredMessage delivery = new DeliveredMessage(message, protocol, endpoint, file);
    listeners.forEach(listener -> listener.accept(delivery));
  }

  private static Message withText(Message message, String text) {
    return new Message(
        message.id(),
        message.topicArn(),
        message.subject(),
        text,
        message.attributes(),
        message.published());
  }

  private void keep(Message message) {
    published.incrementAndGet();
    synchronized (latest) {
      latest.add(message);
      if (latest.size() > KEPT) {
        latest.removeFirst();
      }
    }
  }

  Map<String, String> topic(String arn) {
    Map<String, String> topic = topics.get(arn);
    if (topic == null) {
      throw new AwsException("NotFound", 404, "Topic does not exist: " + arn);
    }
    return topic;
  }

  Subscription subscription(String arn) {
    Subscription subscription = subscriptions.get(arn);
    if (subscription == null) {
      throw new AwsException("NotFound", 404, "Subscription does not exist: " + arn);
    }
    return subscription;
  }

  void deleteTopic(String arn) {
    topics.remove(arn);
    subscriptions.values().removeIf(subscription -> subscription.topicArn().equals(arn));
  }

  void unsubscribe(String arn) {
    subscriptions.remove(arn);
  }

  Clock clock() {
    return clock;
  }

  Account account() {
    return account;
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
