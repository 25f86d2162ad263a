package dev.sluice.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.erase.EraseAnswer;
import dev.sluice.core.erase.EraseRequest;
import dev.sluice.iceberg.Faults.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value of a column goes from all that a lake has, and nothing else does. */
class ErasedKeyTest {
  private static final String BERTA = "Berta-4711";
  private static final EraseRequest REQUEST =
      new EraseRequest("customer", BERTA, EraseRequest.ALL, false);

  @TempDir Path folder;

  /** Has her in each place that a lake knows. */
  private Shop shop() throws IOException {
    Shop shop = new Shop(folder);
    shop.put(1, "a.json", "o1 Ada 5", "o2 Berta-4711 7", "o3 Carl 1");
    shop.put(2, "a.json.gz", "o4 Berta-4711 2", "o5 Ada 3", "o6 Berta-4711 -1", "o7 Carl -2");
    shop.run();
    shop.put(1, "late.json", "o2 Berta-4711 7", "o8 Berta-47110 4", "broken Berta-4711", "broken");
    shop.put(3, "array.json", "o9 Berta-4711 2");
    shop.put(
        Shop.key(4, "array.json"),
        "[{\"id\":\"o10\",\"who\":{\"name\":\"Ada\"},\"time\":\"2026-06-04T00:00:00Z\"},{\"id\":\"o11\",\"who\":{\"name\":\"Berta-4711\"},\"time\":\"2026-06-04T00:00:00Z\"}]"
            .getBytes(UTF_8));
    shop.run();
    putBesideTables(shop);
    return shop;
  }

  private static void putBesideTables(Shop shop) throws IOException {
    shop.put("landing/array.json", shop.store.bytes(Shop.key(3, "array.json")));
    landed(shop, "landing/array.json", Shop.key(3, "array.json"));
    shop.put("results/adhoc/q.csv", "\"customer\"\n\"Berta-4711\"\n".getBytes(UTF_8));
    shop.put("results/adhoc/other.csv", "\"customer\"\n\"Berta-47110\"\n".getBytes(UTF_8));
    shop.put(
        "rejected/shop/year=2026/month=06/day=01/1.json",
        "{\"reason\":\"r\",\"payloadBase64\":\"eyJuIjoiQmVydGEtNDcxMSJ9\"}\n{\"reason\":\"r\",\"payload\":\"Carl\"}\n"
            .getBytes(UTF_8));
    shop.put(
        "alerts/shop/2026-06-01/10/1.json",
        "{\"subject\":\"Berta-4711 is late\"}\n{\"subject\":\"Carl is late\"}\n".getBytes(UTF_8));
    shop.put(
        "checks/shop/000001-a.json",
        "{\"check_name\":\"paid\",\"failed_rows\":2,\"example\":\"customer=Berta-4711\"}\n"
            .getBytes(UTF_8));
    shop.put(
        "state/shop/alerts/s-0.json",
        "{\"v\":\"1\",\"m/late/Berta-4711\":\"x\",\"m/late/Carl\":\"y\"}".getBytes(UTF_8));
  }

  private static void landed(Shop shop, String from, String to) throws IOException {
    String etag = shop.store.head(from).orElseThrow().etag().replace("\"", "");
    shop.put(
        "state/shop/landing/" + to + ".json",
        "{\"from\":\"%s\",\"etag\":\"%s\"}".formatted(from, etag).getBytes(UTF_8));
  }

  private static List<String> withoutBerta(List<String> rows) {
    List<String> others = new ArrayList<>(rows);
    others.removeIf(row -> row.endsWith(" " + BERTA));
    return others;
  }

  private static List<String> holding(Shop shop) throws IOException {
    List<String> holding = new ArrayList<>();
    for (String key : shop.holding(BERTA)) {
      if (shop.holding("Berta-47110").contains(key)) {
        continue;
      }
      holding.add(key);
    }
    return holding;
  }

  @Test
  void noByteOfTheLakeHasItAndAllElseIsThere() throws IOException {
    Shop shop = shop();
    List<String> before = shop.rows();
    assertThat(before).contains("orders o2 " + BERTA, "sales__quarantine o6 " + BERTA);
    assertThat(shop.orders().snapshots()).hasSize(2);
    assertThat(holding(shop)).hasSizeGreaterThan(15);

    EraseAnswer answer = shop.erase("customer", BERTA);

    assertThat(answer.left()).isEmpty();
    assertThat(answer.state()).isEqualTo(EraseAnswer.ERASED);
    assertThat(holding(shop)).isEmpty();
    assertThat(shop.rows()).isEqualTo(withoutBerta(before));
    assertThat(shop.orders().snapshots()).hasSize(1);
    assertThat(answer.counts())
        .containsEntry("records", 7L)
        .containsEntry("raw_objects", 5L)
        .containsEntry("landed_files", 1L)
        .containsEntry("partitions", 8L)
        .containsEntry("snapshots", 3L);
    assertThat(shop.store.keys())
        .contains("results/adhoc/other.csv", "rejected/shop/year=2026/month=06/day=01/1.json")
        .doesNotContain("landing/array.json", "state/shop/erase.json");
    assertThat(shop.store.text("checks/shop/000001-a.json")).contains("\"failed_rows\":2");
  }

  @Test
  void asASecondTimeThereIsNothing() throws IOException {
    Shop shop = shop();
    shop.erase("customer", BERTA);
    List<String> rows = shop.rows();
    EraseAnswer answer = shop.erase("customer", BERTA);
    assertThat(answer.state()).isEqualTo(EraseAnswer.ERASED);
    assertThat(answer.counts())
        .containsEntry("records", 0L)
        .containsEntry("partitions", 0L)
        .containsEntry("snapshots", 0L);
    assertThat(shop.rows()).isEqualTo(rows);
    shop.put(5, "a", "o12 Ada 1");
    shop.run();
    assertThat(shop.rows()).contains("orders o12 Ada", "totals Ada");
  }

  @Test
  void whatCantBeReadIsNamedAndItIsNotErased() throws IOException {
    Shop shop = shop();
    shop.put(Shop.key(6, "cut.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0});
    shop.put("aws/lambda/batch", new byte[1]);
    EraseAnswer answer = shop.erase("customer", BERTA);
    assertThat(answer.state()).isEqualTo(EraseAnswer.NOT_ERASED);
    assertThat(answer.left())
        .anyMatch(left -> left.startsWith("raw object " + Shop.key(6, "cut.gz")))
        .anyMatch(left -> left.startsWith("aws/lambda/batch"));
    assertThat(answer.counts()).containsEntry("records", 7L);
  }

  private static Snapshot appendedByOthers(Shop shop) throws IOException {
    DataFile theirs = null;
    for (var task : shop.orders().newScan().planFiles()) {
      if (task.file().location().contains(BERTA)) {
        theirs = task.file();
      }
    }
    String copy = theirs.location().replace(".parquet", "-theirs.parquet");
    IcebergLake lake = shop.lake();
    shop.put(lake.io().key(copy), shop.store.bytes(lake.io().key(theirs.location())));
    shop.orders()
        .newAppend()
        .appendFile(
            org.apache.iceberg.DataFiles.builder(shop.orders().spec())
                .copy(theirs)
                .withPath(copy)
                .build())
        .commit();
    return shop.orders().currentSnapshot();
  }

  @Test
  void rowsOfOthersAreNamedWithTheirSnapshotUntilTheyAreLetGo() throws IOException {
    Shop shop = shop();
    Snapshot appended = appendedByOthers(shop);

    EraseAnswer answer = shop.erase("customer", BERTA);
    assertThat(answer.state()).isEqualTo(EraseAnswer.NOT_ERASED);
    assertThat(answer.left())
        .anyMatch(
            left ->
                left.startsWith("table 'orders' has ")
                    && left.contains("append in snapshot " + appended.snapshotId()));

    answer =
        shop.erase(
            new EraseRequest("customer", BERTA, EraseRequest.ALL, true), new Faults(0, null));
    assertThat(answer.left()).isEmpty();
    assertThat(holding(shop)).isEmpty();
  }

  @Test
  void aPinnedTableIsRefusedByName() throws IOException {
    Shop shop = shop();
    long first = shop.orders().snapshots().iterator().next().snapshotId();
    new TableRollback(shop.lake(), "orders", Clock.systemUTC()).to(first, false);
    assertThatThrownBy(() -> shop.erase("customer", BERTA))
        .hasMessageStartingWith("Table 'orders' is pinned at snapshot " + first);
    assertThatThrownBy(() -> shop.erase("nobody", BERTA))
        .hasMessageStartingWith("No trusted table of pipeline 'shop' has a column 'nobody'");
  }

  /** Killed before or after some of the calls that it makes of the store and the catalog. */
  @Test
  void killedAnywhereAndRepeatedItEndsTheSame() throws IOException {
    List<Fault> faults = List.of(Fault.KILLED_BEFORE, Fault.KILLED_AFTER, Fault.UNANSWERED);
    int killed = 0;
    for (int call = 5, round = 0; round == killed; call += 41, round++) {
      Fault fault = faults.get(round % faults.size());
      Shop shop = shop();
      List<String> rows = withoutBerta(shop.rows());
      try {
        shop.erase(REQUEST, new Faults(call, fault));
      } catch (Faults.Killed | IOException e) {
        killed++;
      }
      EraseAnswer answer = shop.erase("customer", BERTA);
      String as = "%s at call %d: %s".formatted(fault, call, answer.left());
      assertThat(answer.state()).as(as).isEqualTo(EraseAnswer.ERASED);
      assertThat(holding(shop)).as(as).isEmpty();
      assertThat(shop.rows()).as(as).isEqualTo(rows);
      killed += killed == round && fault == Fault.UNANSWERED && call < 300 ? 1 : 0;
    }
    assertThat(killed).isGreaterThan(5);
  }
}
