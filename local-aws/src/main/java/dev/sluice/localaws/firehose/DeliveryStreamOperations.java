package dev.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.JsonService;
import java.util.List;

/** Making, describing and deleting delivery streams. */
final class DeliveryStreamOperations {
  private static final int DEFAULT_PAGE = 10;
  private static final int LARGEST_PAGE = 10_000;

  private final DeliveryStreams streams;

  DeliveryStreamOperations(DeliveryStreams streams) {
    this.streams = streams;
  }

  void addTo(JsonService service) {
    service
        .on("CreateDeliveryStream", this::create)
        .on("DeleteDeliveryStream", this::delete)
        .on("DescribeDeliveryStream", this::describe)
        .on("ListDeliveryStreams", this::list);
  }

  private JsonNode create(ObjectNode input) {
    DeliverySettings settings = SettingsInput.read(input);
    streams.create(settings);
    return object().put("DeliveryStreamARN", streams.arn(settings.name()));
  }

  private JsonNode delete(ObjectNode input) {
    streams.delete(FirehoseInput.name(input));
    return object();
  }

  private JsonNode list(ObjectNode input) {
    int limit = FirehoseInput.number(input, "Limit", DEFAULT_PAGE, 1, LARGEST_PAGE);
    String after = input.path("ExclusiveStartDeliveryStreamName").asText("");
    String type = input.path("DeliveryStreamType").asText("");
    List<String> rest =
        streams.names().stream()
            .filter(name -> name.compareTo(after) > 0)
            .filter(name -> type.isEmpty() || type.equals(type(streams.get(name).settings())))
            .toList();
    ObjectNode output = object();
    ArrayNode names = output.putArray("DeliveryStreamNames");
    rest.stream().limit(limit).forEach(names::add);
    return output.put("HasMoreDeliveryStreams", rest.size() > limit);
  }

  private JsonNode describe(ObjectNode input) {
    DeliveryStream stream = streams.get(FirehoseInput.name(input));
    DeliverySettings settings = stream.settings();
    ObjectNode output = object();
    ObjectNode description = output.putObject("DeliveryStreamDescription");
    description
        .put("DeliveryStreamName", settings.name())
        .put("DeliveryStreamARN", streams.arn(settings.name()))
        .put("DeliveryStreamStatus", "ACTIVE")
        .put("DeliveryStreamType", type(settings))
        .put("VersionId", Integer.toString(ObjectKeys.VERSION))
        .putPOJO("CreateTimestamp", stream.created());
    settings
        .sourceStream()
        .ifPresent(
            source ->
                description
                    .putObject("Source")
                    .putObject("KinesisStreamSourceDescription")
                    .put("KinesisStreamARN", streams.sourceArn(source))
                    .putPOJO("DeliveryStartTimestamp", stream.created()));
    ObjectNode destination = description.putArray("Destinations").addObject();
    destination.put("DestinationId", "destinationId-000000000001");
    describe(settings, destination.putObject("S3DestinationDescription"));
    describe(settings, destination.putObject("ExtendedS3DestinationDescription"));
    description.put("HasMoreDestinations", false);
    return output;
  }

  private static void describe(DeliverySettings settings, ObjectNode destination) {
    destination
        .put("BucketARN", "arn:aws:s3:::" + settings.bucket())
        .put("Prefix", settings.prefix())
        .put("CompressionFormat", settings.format().gzip() ? "GZIP" : "UNCOMPRESSED");
    settings.errorPrefix().ifPresent(text -> destination.put("ErrorOutputPrefix", text));
    destination
        .putObject("BufferingHints")
        .put("SizeInMBs", settings.buffer().sizeMb())
        .put("IntervalInSeconds", settings.buffer().interval().toSeconds());
    destination.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
  }

  private static String type(DeliverySettings settings) {
    return settings.sourceStream().isPresent() ? "KinesisStreamAsSource" : "DirectPut";
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
