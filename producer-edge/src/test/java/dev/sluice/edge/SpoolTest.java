package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Spool open() throws IOException {
    return Spool.open(folder, warnings::add);
  }

  private static List<Entry> entries(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Entry("key", ("{\"id\":" + i + "}").getBytes(UTF_8)))
        .toList();
  }

  private static List<String> ids(Spool.Batch batch) {
    return batch.entries().stream()
        .map(entry -> new String(entry.data(), UTF_8).replaceAll("\\D", ""))
        .toList();
  }

  private static Spool.Batch next(Spool spool) throws IOException, InterruptedException {
    return spool.next(500, 4 << 20, 1);
  }

  @Test
  void givesRecordsInTheirOrderUntilTheyAreDone() throws Exception {
    try (Spool spool = open()) {
      spool.append(entries(0, 3));
      spool.append(entries(3, 5));

      Spool.Batch first = spool.next(2, 4 << 20, 1);
      assertThat(ids(first)).containsExactly("0", "1");
      assertThat(ids(spool.next(2, 4 << 20, 1))).containsExactly("0", "1");
      spool.done(first);
      assertThat(ids(next(spool))).containsExactly("2", "3", "4");
    }
  }

  @Test
  void anotherProcessGoesOnWithWhatIsNotDone() throws Exception {
    try (Spool spool = open()) {
      spool.append(entries(0, 3));
      spool.done(spool.next(1, 4 << 20, 1));
    }
    try (Spool spool = open()) {
      assertThat(ids(next(spool))).containsExactly("1", "2");
      spool.done(next(spool));
      assertThat(spool.waiting()).isZero();
    }
    try (Spool spool = open()) {
      assertThat(next(spool).entries()).isEmpty();
      spool.append(entries(7, 8));
      assertThat(ids(next(spool))).containsExactly("7");
    }
  }

  @Test
  void fileByFileIsDeletedWhenItsRecordsAreSent() throws Exception {
    byte[] large = new byte[1 << 20];
    try (Spool spool = open()) {
      for (int i = 0; i < 13; i++) {
        spool.append(List.of(new Entry("key" + i, large)));
      }
      assertThat(spool.waiting()).isGreaterThan(13L << 20);
      List<String> keys = new ArrayList<>();
      for (Spool.Batch batch = next(spool); !batch.entries().isEmpty(); batch = next(spool)) {
        batch.entries().forEach(entry -> keys.add(entry.key()));
        spool.done(batch);
      }
      assertThat(keys)
          .containsExactlyElementsOf(IntStream.range(0, 13).mapToObj(i -> "key" + i).toList());
      assertThat(spool.waiting()).isZero();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".segment"))).hasSize(1);
    }
  }

  @Test
  void whatAKilledProcessHadBegunToWriteIsLeftOut() throws Exception {
    try (Spool spool = open()) {
      spool.append(entries(0, 2));
    }
    Path segment = folder.resolve("000000000000.segment");
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(file.length());
      file.write(new byte[] {0, 0, 0, 3, 0});
    }

    try (Spool spool = open()) {
      spool.append(entries(2, 3));
      assertThat(ids(next(spool))).containsExactly("0", "1", "2");
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("5 bytes behind the last whole record");
  }

  @Test
  void zerosBehindTheLastRecordAreNotRecords() throws Exception {
    try (Spool spool = open()) {
      spool.append(entries(0, 2));
    }
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("000000000000.segment").toFile(), "rw")) {
      file.setLength(file.length() + 4096);
    }

    try (Spool spool = open()) {
      spool.append(entries(2, 3));
      assertThat(ids(next(spool))).containsExactly("0", "1", "2");
    }
    assertThat(warnings).singleElement().asString().contains("4096 bytes behind");
  }

  @Test
  void aDamagedFileIsKeptBesideAndTheNextOneIsSent() throws Exception {
    byte[] large = new byte[5 << 20];
    try (Spool spool = open()) {
      spool.append(List.of(new Entry("first", large)));
      spool.append(List.of(new Entry("second", large)));
    }
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("000000000000.segment").toFile(), "rw")) {
      file.seek(1000);
      file.write(1);
    }

    try (Spool spool = open()) {
      assertThat(next(spool).entries()).extracting(Entry::key).containsExactly("second");
    }
    assertThat(folder.resolve("000000000000.segment.damaged")).exists();
    assertThat(warnings).singleElement().asString().contains("is damaged behind byte 0");
  }
}
