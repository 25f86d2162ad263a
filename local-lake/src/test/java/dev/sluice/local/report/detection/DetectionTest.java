package dev.sluice.local.report.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.report.detection.Detection.Kind;
import dev.sluice.localaws.sns.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and alerts of the wind farm, made by hand. */
class DetectionTest {
  private static final Pipeline WINDFARM =
      new PipelineLoader()
          .load(Path.of(System.getProperty("sluice.root"), "pipelines/windfarm.yaml"), Map.of());

  @TempDir Path bucket;
  private final List<String> labels = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  private void label(String kind, String metric, String from, String to) {
    labels.add(
        """
        {"device":"wt-01","metric":"%s","kind":"%s","from":"%s","to":"%s"}
        """
            .formatted(metric, kind, time(from), time(to)));
  }

  private void alert(String rule, String device, String kind, String body) {
    Map<String, Message.Attribute> attributes =
        Map.of(
            "rule", new Message.Attribute("String", rule),
            "device", new Message.Attribute("String", device),
            "kind", new Message.Attribute("String", kind));
    String text = "Something\n\n" + body.replaceAll("(\\d\\d:\\d\\d:\\d\\d)", time("$1"));
    messages.add(new Message("1", "arn", "", text, attributes, Instant.EPOCH));
  }

  private static String time(String clock) {
    return "2026-06-01T" + clock + "Z";
  }

  private Detection detection() throws IOException {
    Path folder = Files.createDirectories(bucket.resolve("truth/windfarm"));
    Files.writeString(folder.resolve("20260601T120000.000Z.json"), String.join("", labels));
    return new DetectionReader(bucket, WINDFARM)
        .read(messages, Instant.parse(time("13:00:00")))
        .orElseThrow();
  }

  @Test
  void findsASpikeByTheFirstAlertOfItsMetric() throws IOException {
    label("spike", "temperature", "12:10:00", "12:10:00");
    label("spike", "powerfactor", "12:10:00", "12:10:00");
    alert("temperature-outside-band", "wt-01", "first", "event time   12:10:00");

    assertThat(detection()).isEqualTo(new Detection(Map.of("spike", new Kind(2, 1)), 1, 1));
  }

  @Test
  void findsASpikeInASummaryButCountsNoAlertForIt() throws IOException {
    label("spike", "temperature", "12:10:00", "12:10:00");
    alert(
        "temperature-outside-band",
        "wt-01",
        "summary",
        "earliest     12:08:00\nlatest       12:10:00");

    assertThat(detection()).isEqualTo(new Detection(Map.of("spike", new Kind(1, 1)), 0, 0));
  }

  @Test
  void takesAnotherTimeOrTurbineForAFalseAlarm() throws IOException {
    label("spike", "temperature", "12:10:00", "12:10:00");
    alert("temperature-outside-band", "wt-01", "first", "event time   12:10:10");
    alert("temperature-outside-band", "wt-02", "first", "event time   12:10:00");
    Detection detection = detection();

    assertThat(detection.kinds().get("spike").recall()).isZero();
    assertThat(detection.precision()).isZero();
  }

  @Test
  void findsSilenceOfASensorWithinTheRulesDuration() throws IOException {
    label("silence", "temperature", "12:10:00", "12:15:00");
    label("silence", "powerfactor", "12:20:00", "12:25:00");
    alert(
        "sensor-silent",
        "wt-01/temperature",
        "first",
        "since        12:09:59\nsilent at    12:12:00");
    alert(
        "sensor-silent",
        "wt-01/powerfactor",
        "first",
        "since        12:15:00\nsilent at    12:17:59");

    assertThat(detection())
        .as("the second ended more than two minutes before its label began")
        .isEqualTo(new Detection(Map.of("silence", new Kind(2, 1)), 2, 1));
  }

  @Test
  void judgesRulesByWhatTheyCanFind() throws IOException {
    label("stuck", "temperature", "12:10:00", "12:15:00");
    alert("sensor-silent", "wt-01/temperature", "first", "silent at    12:12:00");
    alert("temperature-outside-band", "wt-01", "first", "event time   12:12:00");
    assertThat(detection().kinds()).containsEntry("stuck", new Kind(1, 0));

    alert("sensor-stuck", "wt-01/temperature", "first", "since 12:10:00\nevent time   12:12:00");
    assertThat(detection()).isEqualTo(new Detection(Map.of("stuck", new Kind(1, 1)), 3, 1));
  }

  @Test
  void asksOnlyForWhatLayWithinThePlay() throws IOException {
    label("drift", "temperature", "11:55:00", "12:05:00");
    label("drift", "temperature", "12:55:00", "13:00:00");
    alert("temperature-outside-band", "wt-01", "first", "event time   12:59:00");

    assertThat(detection()).isEqualTo(new Detection(Map.of(), 1, 1));
  }

  @Test
  void anAlertOnWhatBeganBeforeThePlayIsNoFalseAlarm() throws IOException {
    label("drift", "temperature", "11:55:00", "12:05:00");
    alert("temperature-outside-band", "wt-01", "first", "event time   12:01:00");

    assertThat(detection()).isEqualTo(new Detection(Map.of(), 1, 1));
  }

  @Test
  void leavesOutWhatIsOverAndOtherMessages() throws IOException {
    alert("sensor-silent", "wt-01/temperature", "cleared", "until        12:12:00");
    messages.add(new Message("2", "arn", "", "A digest", Map.of(), Instant.EPOCH));

    Detection detection = detection();
    assertThat(detection.alerts()).isZero();
    assertThat(detection.precision()).isEqualTo(1);
  }
}
