package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.local.report.FromElsewhere;
import dev.sluice.local.standin.Sender;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.KinesisService;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentRecordsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private final LakeClock clock = LakeClock.stoppedAt(NOON);
  private KinesisStreams streams;
  private TestEndpoints endpoints;
  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    streams = new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory);
    endpoints = TestEndpoints.serving(KinesisService.over(streams, FaultPlan.NONE));
    streams.ensure("readings", 1, Duration.ofHours(24));
  }

  @AfterEach
  void stop() {
    endpoints.close();
  }

  /** Gives all at once. */
  private static final class Given implements Sender {
    private final List<Entry> entries;
    private long given;

    Given(List<Entry> entries) {
      this.entries = new ArrayList<>(entries);
    }

    @Override
    public List<Entry> due(Instant now) {
      List<Entry> due = List.copyOf(entries);
      given += due.size();
      entries.clear();
      return due;
    }

    @Override
    public long given() {
      return given;
    }

    @Override
    public boolean hasMore() {
      return !entries.isEmpty();
    }

    @Override
    public String note() {
      return "";
    }
  }

  private SentRecords sent(List<Entry> entries) {
    return new SentRecords(
        new Given(entries), clock, EndpointStream.of(endpoints.endpoint(), "readings"));
  }

  @Test
  void whatAShardDoesNotTakeAtOnceIsPutAsThePlayedTimePasses() {
    SentRecords sent = sent(Collections.nCopies(2_500, new Entry("k", new byte[] {'{', '}'})));
    sent.put();
    sent.end();

    assertThat(sent.counts()).isEqualTo(new FromElsewhere(2_500, 0));
    assertThat(clock.instant()).isAfter(NOON.plusSeconds(1));
  }

  @Test
  void aRecordThatNoStreamTakesEndsThePlayWithTheReason() {
    SentRecords sent = sent(List.of(new Entry("k", new byte[2 << 20])));
    sent.put();

    assertThatThrownBy(sent::end)
        .isInstanceOf(PlayException.class)
        .hasMessageContainingAll("1 records could not be put", "the stream takes 1048576");
  }
}
