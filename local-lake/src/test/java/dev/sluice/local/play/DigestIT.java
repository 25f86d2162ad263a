package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.lambda.InvocationResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wind farm whose digest comes at five past and ten past, Berlin time. */
@Timeout(180)
class DigestIT {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final String SCHEDULE = "cron(5,10 14 * * ? *)";

  @TempDir static Path directory;
  private static Checkout checkout;
  private static PlayedLake lake;
  private static List<String> digests;

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    checkout = Checkout.in(directory.resolve("checkout"));
    checkout.edit(
        "pipelines/windfarm.yaml",
        "\nraw:\n",
        "\ndigest: {subject: Wind farm, by: turbine, values: [data]}\n\nraw:\n");
    PlayPlan plan =
        PlayPlan.of(
            checkout.root, "windfarm", directory.resolve("lake"), START, Duration.ofMinutes(12));
    lake =
        PlayedLake.start(
            plan.with(Map.of("DigestSchedule", SCHEDULE, "TimeZone", "Europe/Berlin")));
    lake.run();
    digests = mails("Subject: Wind farm ");
  }

  @AfterAll
  static void stop() throws IOException {
    lake.close();
    checkout.close();
  }

  private static List<String> mails(String subject) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> mails = Files.list(directory.resolve("lake/outbox/email"))) {
      for (Path mail : mails.sorted().toList()) {
        String text = Files.readString(mail);
        if (text.contains(subject)) {
          found.add(text);
        }
      }
    }
    return found;
  }

  @Test
  void comesOnceForEachScheduledTime() {
    assertThat(digests).hasSize(2);
    assertThat(digests.get(0)).contains("Subject: Wind farm 2026-06-01T12:05:00Z");
    assertThat(digests.get(1))
        .contains("Subject: Wind farm 2026-06-01T12:10:00Z")
        .contains("records that arrived from 2026-06-01T12:05:00Z to 2026-06-01T12:10:00Z");
  }

  /** Ticks arrive within the minute after them. */
  @Test
  void tellsEachTurbinesReadings() throws IOException {
    Map<String, DoubleSummaryStatistics> expected =
        lake.lines("raw").stream()
            .filter(
                record -> {
                  Instant time = Instant.parse(record.get("timestamp").asText());
                  return time.isAfter(Instant.parse("2026-06-01T12:04:00Z"))
                      && !time.isAfter(Instant.parse("2026-06-01T12:09:00Z"));
                })
            .collect(
                Collectors.groupingBy(
                    record -> record.get("turbine").asText(),
                    Collectors.summarizingDouble(DigestIT::data)));

    assertThat(expected).hasSize(12);
    expected.forEach(
        (turbine, of) ->
            assertThat(digests.get(1))
                .contains("\n" + turbine + ": " + of.getCount() + " readings\n")
                .contains("lowest " + plain(of.getMin()))
                .contains("highest " + plain(of.getMax())));
  }

  private static double data(JsonNode record) {
    return record.get("data").doubleValue();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  @Test
  void isNotSentAgainWhenItsScheduleFiresTwice() throws IOException {
    String function = lake.play.stack().function("ConsumerFunction");
    String event = "{\"digest\": \"2026-06-01T12:10:00Z\"}";
    InvocationResult result =
        lake.play.lake().functions().invoke(function, event.getBytes(StandardCharsets.UTF_8));

    assertThat(result)
        .isInstanceOfSatisfying(
            InvocationResult.Success.class,
            success ->
                assertThat(new String(success.payload(), StandardCharsets.UTF_8))
                    .contains("was already sent"));
    assertThat(mails("Subject: Wind farm ")).hasSize(2);
  }
}
