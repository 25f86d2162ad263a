package dev.sluice.consumer;

import dev.sluice.core.alert.PublishedMessage;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.sns.Message;
import dev.sluice.localaws.sns.SnsService;
import dev.sluice.localaws.sns.SnsTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;

/** A topic of the lake's SNS, with AWS's client for it. */
final class LocalTopic implements AutoCloseable {
  private final SnsTopics topics;
  private final TestEndpoints port;
  private final SnsClient sns;
  private final String arn;

  LocalTopic(Path outbox) throws IOException {
    topics = new SnsTopics(Account.LOCAL, Clock.systemUTC(), outbox);
    port = TestEndpoints.serving(SnsService.over(topics));
    sns = port.client(SnsClient.builder());
    arn = sns.createTopic(request -> request.name("alerts")).topicArn();
  }

  SnsTopic topic() {
    return new SnsTopic(sns, arn);
  }

  void delete() {
    sns.deleteTopic(request -> request.topicArn(arn));
  }

  List<PublishedMessage> published() {
    return topics.latest().stream().map(LocalTopic::published).toList();
  }

  private static PublishedMessage published(Message message) {
    Map<String, String> attributes =
        message.attributes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().value()));
    return new PublishedMessage(message.subject(), message.text(), attributes);
  }

  @Override
  public void close() {
    sns.close();
    port.close();
  }
}
