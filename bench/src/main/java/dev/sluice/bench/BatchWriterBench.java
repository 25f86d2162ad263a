package dev.sluice.bench;

import com.sun.management.ThreadMXBean;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.raw.RawBatchWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kinesis event to gzipped raw objects (decode, check, partition, compress), without a store:
 * records and megabytes of payload per second of the thread's own CPU time, so that a busy machine
 * does not matter; bytes allocated per record; heap alive while objects are put; the process's
 * peak, which only grows from one candidate to the next. Beside it, the bare minimum: base64 taken
 * off and the same bytes gzipped at the same level, and nothing else; and what one would write from
 * AWS's own parts, at gzip's usual level and at level 1. Argument: rounds (60).
 */
public final class BatchWriterBench {
  private static final int RECORDS = 10_000;
  private static final int MANY_HOURS = 500;

  private final MeasuringStore store = new MeasuringStore();
  private final KinesisEventReader reader = new KinesisEventReader();
  private final RawBatchWriter writer = new RawBatchWriter(hourly(), store);
  private final int rounds;
  private double payloadBytes;

  private BatchWriterBench(int rounds) {
    this.rounds = rounds;
  }

  private interface Pass {
    void write(byte[] event) throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    new BatchWriterBench(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60).run();
  }

  private void run() throws IOException {
    RecordBatch batch = reader.read(new ByteArrayInputStream(WriterEvent.of(RECORDS, 1)));
    payloadBytes = IntStream.range(0, RECORDS).map(batch::length).average().orElseThrow();
    System.out.printf(Locale.ROOT, "%,d records of %.0f bytes a batch%n", RECORDS, payloadBytes);
    Pass sluice = event -> writer.write(reader.read(new ByteArrayInputStream(event)));
    double ours = measure("sluice", hours -> sluice);
    double least = measure("base64 and gzip 1 alone", hours -> new BareWriter(store, hours)::write);
    System.out.printf(Locale.ROOT, "sluice takes %.2f times the bare minimum%n", ours / least);
    measure("KinesisEvent + Jackson tree, gzip 1", hours -> new PojoBatchWriter(store, 1)::write);
    measure("KinesisEvent + Jackson tree, gzip 6", hours -> new PojoBatchWriter(store, 6)::write);
  }

  private double measure(String name, IntFunction<Pass> passes) throws IOException {
    Pass pass = passes.apply(1);
    Pass ofManyHours = passes.apply(MANY_HOURS);
    best(pass, WriterEvent.of(RECORDS, 1), rounds * 2);
    double seconds = best(pass, WriterEvent.of(RECORDS, 1), rounds);
    System.out.printf(
        Locale.ROOT,
        "%-36s %,9.0f records/s %6.1f MB/s %,6d B allocated/record%n"
            + "%38s10 times the records: %.2f times as long; %d partitions: %.2f times%n"
            + "%38sheap alive at puts: %.1f MB with 1 partition, %.1f MB with %d;"
            + " process at most %d MB so far%n",
        name,
        RECORDS / seconds,
        RECORDS / seconds * payloadBytes / 1e6,
        allocated(pass, WriterEvent.of(RECORDS, 1)) / RECORDS,
        "",
        best(pass, WriterEvent.of(RECORDS * 10, 1), rounds / 4) / seconds,
        MANY_HOURS,
        best(ofManyHours, WriterEvent.of(RECORDS, MANY_HOURS), rounds / 2) / seconds,
        "",
        alive(pass, WriterEvent.of(RECORDS, 1)),
        alive(ofManyHours, WriterEvent.of(RECORDS, MANY_HOURS)),
        MANY_HOURS,
        peakResidentMegabytes());
    return seconds;
  }

  /** Beyond the heap, which {@code bench/run} fixes, it is what the deflaters hold. Linux only. */
  private static long peakResidentMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String peak = lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Long.parseLong(peak.replaceAll("\\D", "")) / 1024;
    }
  }

  private static long allocated(Pass pass, byte[] event) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    pass.write(event);
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private double alive(Pass pass, byte[] event) throws IOException {
    long before = store.measureHeap();
    pass.write(event);
    Reference.reachabilityFence(event);
    return (store.mostAlive() - before) / 1e6;
  }

  private static double best(Pass pass, byte[] event, int times) throws IOException {
    java.lang.management.ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int time = 0; time < times; time++) {
      long start = threads.getCurrentThreadCpuTime();
      pass.write(event);
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    return best / 1e9;
  }

  private static Pipeline hourly() {
    Pipeline farm = FarmPipeline.withRules(0);
    RawLayout layout =
        new RawLayout(
            "raw/farm",
            List.of(PartitionField.values()),
            RawLayout.Style.HIVE,
            Optional.empty(),
            Duration.ofMinutes(10));
    return Pipeline.streaming(
        "farm",
        farm.feeds().get(0).source(),
        new StreamSpec(farm.record(), List.of(), layout),
        List.of(),
        List.of());
  }
}
