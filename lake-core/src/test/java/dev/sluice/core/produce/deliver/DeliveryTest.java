package dev.sluice.core.produce.deliver;

import static dev.sluice.core.produce.deliver.FakeRecordStream.ACCEPT;
import static dev.sluice.core.produce.deliver.FakeRecordStream.STORE_AND_FORGET;
import static dev.sluice.core.produce.deliver.FakeRecordStream.THROTTLED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.deliver.RecordStream.Refused;
import dev.sluice.core.produce.deliver.RecordStream.Unknown;
import dev.sluice.core.produce.deliver.Undelivered.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final FakeRecordStream stream = new FakeRecordStream();
  private final List<Duration> pauses = new ArrayList<>();
  private final Delivery delivery = delivery(stream, DeliveryLimits.kinesis(1 << 20));

  private Delivery delivery(RecordStream to, DeliveryLimits limits) {
    return new Delivery(to, limits, pauses::add, new SplittableRandom(1));
  }

  private static Entry entry(String key, String text) {
    return new Entry(key, text.getBytes(UTF_8));
  }

  private static List<Entry> numbered(int count, int keys) {
    return IntStream.range(0, count)
        .mapToObj(i -> entry("key-" + i % keys, "key-" + i % keys + ":" + i))
        .toList();
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(entry -> new String(entry.data(), UTF_8)).toList();
  }

  private static Duration ample() {
    return Duration.ofMinutes(10);
  }

  @Test
  void sendsFullBatchesInOrder() {
    List<Entry> entries = numbered(1_203, 7);

    assertThat(delivery.deliver(entries, DeliveryTest::ample).undelivered()).isEmpty();
    assertThat(stream.batchSizes()).containsExactly(500, 500, 203);
    assertThat(stream.stored()).isEqualTo(texts(entries));
    assertThat(pauses).isEmpty();
  }

  @Test
  void keepsABatchWithinTheBytesOfACallPartitionKeysIncluded() {
    DeliveryLimits limits =
        new DeliveryLimits(500, 30, 20, Duration.ofMillis(1), Duration.ofMillis(1));

    delivery(stream, limits)
        .deliver(
            List.of(
                entry("k", "123456789"),
                entry("k", "123456789"),
                entry("k", "123456789"),
                entry("k", "1")),
            DeliveryTest::ample);
    assertThat(stream.batchSizes()).containsExactly(3, 1);
  }

  @Test
  void takesARecordOfExactlyTheLimit() {
    byte[] data = new byte[(1 << 20) - 3];

    assertThat(delivery.deliver(List.of(new Entry("k-1", data)), DeliveryTest::ample).undelivered())
        .isEmpty();
  }

  @Test
  void setsAsideWhatTheStreamCanNotTakeWithoutSendingIt() {
    Entry large = new Entry("k-1", new byte[(1 << 20) - 2]);
    List<Undelivered> failed =
        delivery
            .deliver(
                List.of(large, entry("", "x"), entry("k".repeat(257), "x"), entry("k", "fine")),
                DeliveryTest::ample)
            .undelivered();

    assertThat(failed).extracting(Undelivered::state).containsOnly(State.REFUSED);
    assertThat(failed)
        .extracting(Undelivered::reason)
        .containsExactly(
            "record of 1048577 bytes with its key, the stream takes 1048576",
            "partition key of 0 characters, the stream takes 1 to 256",
            "partition key of 257 characters, the stream takes 1 to 256");
    assertThat(stream.stored()).containsExactly("fine");
  }

  @Test
  void retriesOnlyWhatFailed() {
    stream.failWith((call, place, entry) -> call == 0 && place % 2 == 1 ? THROTTLED : ACCEPT);

    assertThat(delivery.deliver(numbered(10, 10), DeliveryTest::ample).undelivered()).isEmpty();
    assertThat(stream.batchSizes()).containsExactly(10, 5);
    assertThat(stream.stored()).doesNotHaveDuplicates().hasSize(10);
  }

  @Test
  void laterEntriesOfAKeyWaitWhileEarlierOnesAreRetried() {
    stream.failWith(
        (call, place, entry) -> call < 3 && entry.key().equals("key-1") ? THROTTLED : ACCEPT);

    assertThat(delivery.deliver(numbered(1_500, 3), DeliveryTest::ample).undelivered()).isEmpty();
    List<String> ofKey = stream.stored().stream().filter(t -> t.startsWith("key-1:")).toList();
    assertThat(ofKey)
        .isEqualTo(texts(numbered(1_500, 3)).stream().filter(ofKey::contains).toList())
        .hasSize(500);
    assertThat(stream.batchSizes().get(1)).isEqualTo(500);
  }

  @Test
  void pausesGrowAndStayUnderTheirBounds() {
    stream.failWith((call, place, entry) -> call < 12 ? THROTTLED : ACCEPT);

    assertThat(delivery.deliver(numbered(1, 1), DeliveryTest::ample).undelivered()).isEmpty();
    assertThat(stream.batchSizes()).hasSize(13);
    for (int i = 0; i < pauses.size(); i++) {
      assertThat(pauses.get(i).toMillis()).isBetween(0L, Math.min(100L << i, 5_000));
    }
    assertThat(pauses).anyMatch(pause -> pause.toMillis() > 1_000);
  }

  @Test
  void givesUpAtOnceOnWhatNoRetryMends() {
    stream.failWith((c, p, e) -> new Refused("AccessDeniedException", "not allowed", false));

    List<Undelivered> failed = delivery.deliver(numbered(3, 3), DeliveryTest::ample).undelivered();
    assertThat(failed).hasSize(3);
    assertThat(failed.get(0).reason()).isEqualTo("AccessDeniedException: not allowed");
    assertThat(stream.batchSizes()).containsExactly(3);
  }

  @Test
  void anUnansweredCallIsRetriedAndMayDouble() {
    stream.failWith((call, place, entry) -> call == 0 ? STORE_AND_FORGET : ACCEPT);

    DeliveryResult result = delivery.deliver(numbered(2, 2), DeliveryTest::ample);

    assertThat(result.undelivered()).isEmpty();
    assertThat(result.unanswered()).isEqualTo(2);
    assertThat(stream.stored()).containsExactly("key-0:0", "key-1:1", "key-0:0", "key-1:1");
  }

  @Test
  void whenTheTimeIsUpTheRestIsUndelivered() {
    stream.failWith((call, place, entry) -> THROTTLED);
    List<Undelivered> failed =
        delivery.deliver(numbered(700, 7), () -> Duration.ZERO).undelivered();

    assertThat(stream.batchSizes()).containsExactly(500);
    assertThat(failed).hasSize(700);
    assertThat(failed.get(0).reason()).startsWith("ProvisionedThroughputExceededException");
    assertThat(failed.get(699).reason()).isEqualTo("the time was up before it was sent");
    assertThat(texts(failed.stream().map(Undelivered::entry).toList()))
        .isEqualTo(texts(numbered(700, 7)));
  }

  @Test
  void whatMayBeInTheStreamStaysUnknownAfterALaterRefusal() {
    stream.failWith((call, place, entry) -> call == 0 ? new Unknown("timed out") : THROTTLED);
    List<Duration> left = new ArrayList<>(List.of(Duration.ofHours(1), Duration.ZERO));

    List<Undelivered> failed = delivery.deliver(numbered(1, 1), () -> left.remove(0)).undelivered();
    assertThat(failed).extracting(Undelivered::state).containsExactly(State.UNKNOWN);
    assertThat(failed.get(0).reason()).startsWith("ProvisionedThroughputExceededException");
  }

  @Test
  void anInterruptionEndsTheDelivery() {
    stream.failWith((call, place, entry) -> THROTTLED);
    Delivery interrupted =
        new Delivery(
            stream,
            DeliveryLimits.kinesis(1 << 20),
            pause -> {
              throw new InterruptedException();
            },
            new SplittableRandom(3));

    assertThat(interrupted.deliver(numbered(1, 1), DeliveryTest::ample).undelivered()).hasSize(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Property(tries = 200)
  void everyEntryIsStoredOrUndeliveredWhateverFails(
      @ForAll @IntRange(min = 1, max = 1_300) int count,
      @ForAll @IntRange(min = 1, max = 9) int keys,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RecordStream.Outcome> fates =
        List.of(ACCEPT, ACCEPT, THROTTLED, STORE_AND_FORGET, new Refused("No", "never", false));
    FakeRecordStream faulty = new FakeRecordStream();
    faulty.failWith((call, place, entry) -> fates.get(random.nextInt(fates.size())));
    int[] calls = {random.nextInt(1, 8)};

    DeliveryResult result =
        delivery(faulty, DeliveryLimits.kinesis(1 << 20))
            .deliver(numbered(count, keys), () -> Duration.ofMinutes(--calls[0]));
    List<Undelivered> failed = result.undelivered();
    assertThat(faulty.stored().size() - Set.copyOf(faulty.stored()).size())
        .as("copies")
        .isLessThanOrEqualTo((int) result.unanswered());
    List<String> reached = new ArrayList<>(faulty.stored());
    failed.forEach(undelivered -> reached.add(new String(undelivered.entry().data(), UTF_8)));
    assertThat(reached).containsAll(texts(numbered(count, keys)));
    List<String> refused =
        texts(
            failed.stream()
                .filter(undelivered -> undelivered.state() == State.REFUSED)
                .map(Undelivered::entry)
                .toList());
    assertThat(faulty.stored()).doesNotContainAnyElementsOf(orNone(refused));
  }

  private static List<String> orNone(List<String> texts) {
    return texts.isEmpty() ? List.of("none") : texts;
  }
}
