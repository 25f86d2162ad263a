package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.kinesis.log.DiskSync;
import dev.sluice.localaws.kinesis.log.Frame;
import dev.sluice.localaws.kinesis.log.NewRecord;
import dev.sluice.localaws.kinesis.log.SequenceNumbers;
import dev.sluice.localaws.kinesis.log.ShardLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment's last record, written in part or spoilt, at each of its bytes. */
class TornTailTest {
  private static final SequenceNumbers NUMBERS = new SequenceNumbers(1_780_272_000L, 0);
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final List<String> WHOLE = List.of("first", "", "third ü");

  @TempDir private Path folder;

  @Test
  void cutsARecordThatWasWrittenInPartWhereverItEnds() throws IOException {
    byte[] whole = write();
    int last = whole.length - Frame.size(record("the last one"));
    for (int length = last; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      goesOnAfterTheWholeOnes(length - last);
    }
  }

  @Test
  void cutsARecordWithAnyByteSpoilt() throws IOException {
    byte[] whole = write();
    int last = whole.length - Frame.size(record("the last one"));
    for (int at = last; at < whole.length; at++) {
      byte[] spoilt = whole.clone();
      spoilt[at] ^= 0x41;
      Files.write(file(), spoilt);
      goesOnAfterTheWholeOnes(whole.length - last);
    }
  }

  @Test
  void keepsWholeRecordsBehindADamagedOneWhereverItIsDamaged() throws IOException {
    byte[] whole = write();
    int second = 8 + Frame.size(record("first"));
    for (int at = second; at < second + Frame.size(record("")); at++) {
      byte[] spoilt = whole.clone();
      spoilt[at] ^= 0x41;
      Files.write(file(), spoilt);
      Path aside = folder.resolve(file().getFileName() + ".damaged");
      try (DiskSync sync = new DiskSync()) {
        ShardLog log = ShardLog.open(folder, NUMBERS, sync);
        assertThat(log.recovery()).isEqualTo(new ShardLog.Recovery(3, 0, 1, 1));
        assertThat(texts(log)).containsExactly("first", "third ü", "the last one");
        assertThat(log.append(List.of(record("next")), NOW)).isEqualTo(5);
        assertThat(log.after(2, 1, Long.MAX_VALUE).get(0).sequenceNumber())
            .isEqualTo(NUMBERS.of(3));
        log.close();
      }
      assertThat(aside).hasBinaryContent(spoilt);
      Files.delete(aside);
    }
  }

  @Test
  void cutsZerosThatAFileSystemAppended() throws IOException {
    byte[] whole = write();
    int last = whole.length - Frame.size(record("the last one"));
    Files.write(file(), Arrays.copyOf(Arrays.copyOf(whole, last), last + 5_000));
    goesOnAfterTheWholeOnes(5_000);
  }

  @Test
  void goesOnWithAFileThatEndsWithinItsFirstBytes() throws IOException {
    byte[] whole = write();
    for (int length = 0; length <= 8; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (DiskSync sync = new DiskSync()) {
        ShardLog log = ShardLog.open(folder, NUMBERS, sync);
        assertThat(log.append(List.of(record("again")), NOW)).isEqualTo(1);
        assertThat(texts(log)).containsExactly("again");
        log.close();
      }
    }
  }

  private void goesOnAfterTheWholeOnes(long torn) throws IOException {
    try (DiskSync sync = new DiskSync()) {
      ShardLog log = ShardLog.open(folder, NUMBERS, sync);
      assertThat(log.recovery()).isEqualTo(new ShardLog.Recovery(3, torn, 0, 0));
      assertThat(texts(log)).isEqualTo(WHOLE);
      assertThat(log.append(List.of(record("next")), NOW)).isEqualTo(4);
      assertThat(texts(log)).startsWith("first", "", "third ü").endsWith("next").hasSize(4);
      log.close();
    }
  }

  private byte[] write() throws IOException {
    try (DiskSync sync = new DiskSync()) {
      ShardLog log = ShardLog.open(folder, NUMBERS, sync);
      log.append(WHOLE.stream().map(TornTailTest::record).toList(), NOW);
      log.append(List.of(record("the last one")), NOW);
      log.close();
    }
    return Files.readAllBytes(file());
  }

  private static NewRecord record(String text) {
    return new NewRecord("key-ü", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(ShardLog log) {
    return log.after(0, 1_000, Long.MAX_VALUE).stream()
        .map(record -> new String(record.data(), StandardCharsets.UTF_8))
        .toList();
  }

  private Path file() {
    return folder.resolve("00000000000000000001.segment");
  }
}
