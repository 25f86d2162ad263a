package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.kinesis.LoadClient.Acknowledged;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged is there, once and in order, after {@code kill -9} at random moments under
 * load, and after writes that failed. {@code -Dsluice.kills=100} asks for more rounds.
 */
class KilledKinesisIT {
  private static final int ROUNDS = Integer.getInteger("sluice.kills", 20);
  private static final int CLIENTS = 3;

  @TempDir private Path directory;
  private final List<Acknowledged> acknowledged = new ArrayList<>();

  @Test
  void losesAndDoublesNothingThatWasAcknowledged() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < ROUNDS; round++) {
      Process kinesis = KinesisProcess.start(directory, "");
      List<LoadClient> clients = load(KinesisProcess.endpoint(kinesis), round);
      List<Thread> threads = clients.stream().map(Thread::new).toList();
      threads.forEach(Thread::start);
      await(() -> clients.stream().allMatch(LoadClient::isAnswered));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(300)); // the moment is what is tried
      kinesis.destroyForcibly().waitFor();
      finish(clients, threads);
      check(round);
    }
    assertThat(acknowledged.size()).isGreaterThan(ROUNDS * 50);
    System.out.printf("%,d acknowledged records in %d rounds%n", acknowledged.size(), ROUNDS);
  }

  /** A limit on the size of files stands for a full disk: the write stops in the middle. */
  @Test
  void refusesWhatItCanNotWriteAndKeepsTheRest() throws Exception {
    Process kinesis = KinesisProcess.start(directory, "ulimit -f 256; ");
    List<LoadClient> clients = load(KinesisProcess.endpoint(kinesis), 0);
    List<Thread> threads = clients.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    await(() -> clients.stream().noneMatch(client -> client.refusals().isEmpty()));
    clients.forEach(LoadClient::end);
    for (Thread thread : threads) {
      thread.join();
    }
    kinesis.destroyForcibly().waitFor();
    finish(clients, threads);

    assertThat(clients.stream().flatMap(client -> client.refusals().stream()).distinct())
        .allMatch(text -> text.startsWith("InternalFailure: Internal Service Failure: "));
    check(0);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static List<LoadClient> load(URI endpoint, int round) {
    List<LoadClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new LoadClient(endpoint, "r%03dc%d".formatted(round, i), 31L * round + i));
    }
    return clients;
  }

  private void finish(List<LoadClient> clients, List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    clients.forEach(client -> acknowledged.addAll(client.acknowledged()));
  }

  private void check(int round) throws IOException {
    try (KinesisStreams streams = KinesisProcess.open(directory)) {
      Map<String, Integer> seen = new HashMap<>();
      Map<String, String> byNumber = new HashMap<>();
      for (String shard : streams.shardIds(KinesisProcess.STREAM)) {
        List<StoredRecord> records = readAll(streams, shard);
        assertThat(records).extracting(StoredRecord::sequenceNumber).isSorted();
        for (StoredRecord record : records) {
          String text = new String(record.data(), StandardCharsets.UTF_8);
          seen.merge(text, 1, Integer::sum);
          byNumber.put(shard + record.sequenceNumber(), text);
        }
      }
      assertThat(seen.values()).as("round %d", round).allMatch(times -> times == 1);
      for (Acknowledged record : acknowledged) {
        assertThat(byNumber.get(record.shard() + record.sequenceNumber()))
            .as("round %d", round)
            .isEqualTo(record.text());
      }
    }
    inOrder();
  }

  /** A client's later record has a later number in its shard, over all rounds. */
  private void inOrder() {
    Map<String, String> last = new HashMap<>();
    for (Acknowledged record : acknowledged) {
      String client = record.shard() + record.text().substring(0, record.text().indexOf('-'));
      String before = last.put(client, record.sequenceNumber());
      assertThat(record.sequenceNumber()).isGreaterThan(before == null ? "" : before);
    }
  }

  private static List<StoredRecord> readAll(KinesisStreams streams, String shard) {
    List<StoredRecord> all = new ArrayList<>();
    String after = null;
    while (true) {
      List<StoredRecord> next = streams.read(KinesisProcess.STREAM, shard, after, 10_000);
      if (next.isEmpty()) {
        return all;
      }
      all.addAll(next);
      after = next.get(next.size() - 1).sequenceNumber();
    }
  }
}
