package dev.sluice.localaws.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.Parameters;
import dev.sluice.localaws.http.Xml;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Publishing messages, one or up to ten. */
final class PublishOperations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BATCH = "PublishBatchRequestEntries.member";
  private static final int MAX_BATCH = 10;

  private final SnsTopics topics;

  PublishOperations(SnsTopics topics) {
    this.topics = topics;
  }

  Xml publish(Parameters in) {
    Optional<String> phone = in.get("PhoneNumber");
    if (phone.isPresent()) {
      Message message = message("", in, in.get("Message").orElse(""));
      return new Xml().text("MessageId", topics.text(message, phone.get()));
    }
    String arn =
        in.get("TopicArn").or(() -> in.get("TargetArn")).orElseGet(() -> in.required("TopicArn"));
    return new Xml().text("MessageId", publish(arn, in));
  }

  Xml publishBatch(Parameters in) {
    String arn = in.required("TopicArn");
    topics.topic(arn);
    Xml successful = new Xml().open("Successful");
    Xml failed = new Xml().open("Failed");
    int entries = 0;
    for (Parameters entry = in.below(BATCH + ".1");
        !entry.values().isEmpty();
        entry = in.below(BATCH + "." + (entries + 1))) {
      entries++;
      publishEntry(arn, entry, successful, failed);
    }
    if (entries == 0 || entries > MAX_BATCH) {
      throw AwsException.invalid(
          entries == 0 ? "EmptyBatchRequest" : "TooManyEntriesInBatchRequest",
          "A batch has 1 to 10 messages, not " + entries);
    }
    return successful.close("Successful").add(failed.close("Failed"));
  }

  private void publishEntry(String arn, Parameters entry, Xml successful, Xml failed) {
    String id = entry.required("Id");
    try {
      String messageId = publish(arn, entry);
      successful.open("member").text("Id", id).text("MessageId", messageId).close("member");
    } catch (AwsException e) {
      failed
          .open("member")
          .text("Id", id)
          .text("Code", e.code())
          .text("Message", e.getMessage())
          .text("SenderFault", "true")
          .close("member");
    }
  }

  private String publish(String topicArn, Parameters in) {
    String given = in.get("Message").orElse("");
    if (!in.get("MessageStructure").orElse("").equals("json")) {
      return topics.publish(message(topicArn, in, given), Map.of());
    }
    Map<String, String> texts = textsByProtocol(given);
    return topics.publish(message(topicArn, in, texts.get("default")), texts);
  }

  private Message message(String topicArn, Parameters in, String text) {
    return new Message(
        UUID.randomUUID().toString(),
        topicArn,
        in.get("Subject").orElse(""),
        text,
        attributes(in),
        topics.clock().instant());
  }

  private static Map<String, Message.Attribute> attributes(Parameters in) {
    String prefix = "MessageAttributes.entry";
    Map<String, String> types = in.entries(prefix, "Name", "Value.DataType");
    Map<String, String> values = new HashMap<>(in.entries(prefix, "Name", "Value.BinaryValue"));
    values.putAll(in.entries(prefix, "Name", "Value.StringValue"));
    Map<String, Message.Attribute> attributes = new LinkedHashMap<>();
    types.forEach(
        (name, type) -> {
          if (!values.containsKey(name)) {
            throw AwsException.invalid(
                "ParameterValueInvalid", "The message attribute '" + name + "' must have a value.");
          }
          attributes.put(name, new Message.Attribute(type, values.get(name)));
        });
    return attributes;
  }

  private static Map<String, String> textsByProtocol(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (!tree.path("default").isTextual()) {
        throw Message.invalid("Message Structure - No default entry in JSON message body");
      }
      Map<String, String> texts = new HashMap<>();
      tree.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
      return texts;
    } catch (JsonProcessingException e) {
      throw Message.invalid("Message Structure - JSON message body failed to parse");
    }
  }
}
