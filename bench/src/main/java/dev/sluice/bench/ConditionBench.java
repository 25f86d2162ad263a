package dev.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.RecordBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Ten alert rules over batches of 10,000 records: the bound rules beside the way one would write
 * without them, a Jackson tree for each record. Prints records per second of the thread's own CPU
 * time and bytes allocated per record. One record in ten thousand violates rules.
 */
public final class ConditionBench {
  private static final int RECORDS = 10_000;
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 300;
  private static final int RULES = 10;

  private ConditionBench() {}

  /** One pass over a batch; returns how many violations it saw, so that nothing is left out. */
  private interface Pass {
    int violations() throws IOException;
  }

  /** Runs the benchmark; no arguments. */
  public static void main(String[] arguments) throws IOException {
    RecordBatch batch =
        new KinesisEventReader().read(new ByteArrayInputStream(FarmEvent.of(RECORDS)));
    BoundRules rules = BoundRules.bind(FarmPipeline.withRules(RULES));
    StreamAlerts alerts = new StreamAlerts(rules, alert -> {});
    measure("bound rules", () -> alerts.process(batch).counts().violations());
    ObjectMapper mapper = new ObjectMapper();
    measure("Jackson tree", () -> onTrees(mapper, batch));
  }

  private static void measure(String name, Pass pass) throws IOException {
    int violations = 0;
    for (int i = 0; i < WARM_UP; i++) {
      violations = pass.violations();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long bytes = threads.getThreadAllocatedBytes(thread);
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < ROUNDS; i++) {
      pass.violations();
    }
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    double records = (double) RECORDS * ROUNDS;
    System.out.printf(
        Locale.ROOT,
        "%-14s %,12.0f records/s %,8.0f bytes/record %6d violations a batch%n",
        name,
        records / seconds,
        (threads.getThreadAllocatedBytes(thread) - bytes) / records,
        violations);
  }

  private static int onTrees(ObjectMapper mapper, RecordBatch batch) throws IOException {
    int violations = 0;
    for (int i = 0; i < batch.size(); i++) {
      JsonNode record = mapper.readTree(batch.data(), batch.offset(i), batch.length(i));
      for (int rule = 0; rule < RULES; rule++) {
        JsonNode type = record.path("type");
        JsonNode data = record.path("data");
        if (type.asText().equals(FarmPipeline.TYPES.get(rule % FarmPipeline.TYPES.size()))
            && data.isNumber()
            && data.doubleValue() > FarmPipeline.limit(rule)) {
          violations++;
        }
      }
    }
    return violations;
  }
}
