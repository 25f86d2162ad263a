package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.iceberg.IceFarm.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are open at once share the memory of one. */
class OpenBuffersTest {
  private static final int DAYS = 6;

  @TempDir Path folder;

  @Test
  void aHundredFilesTakeNoMoreThanThereIs() {
    OpenBuffers buffers = new OpenBuffers(200L << 20);

    assertThat(LongStream.generate(buffers::take).limit(3))
        .containsExactly(mib(64), mib(64), mib(36));
    assertThat(LongStream.generate(buffers::take).limit(97).sum())
        .isLessThan(mib(36) + 97 * OpenBuffers.LEAST);
  }

  @Test
  void theNextFileHasWhatOneGaveBack() {
    OpenBuffers buffers = new OpenBuffers(mib(8));
    buffers.giveBack(buffers.take());

    assertThat(buffers.take()).isEqualTo(mib(4));
  }

  @Test
  void whatIsBeyondAFilesShareIsNotInMemory() throws IOException {
    TableLayout layout = new IceFarm(folder).prepare();
    UnitFiles files = new UnitFiles(IceFarm.TABLE, layout, mib(64), new OpenBuffers(mib(2)));
    List<UnitFiles.WrittenFile> written =
        IceFarm.write(IceFarm.TABLE, files, interleaved(DAYS * 6_000), folder);

    assertThat(written).hasSize(DAYS);
    for (UnitFiles.WrittenFile file : written) {
      List<Long> starts = new ArrayList<>(file.file().splitOffsets());
      starts.add(Files.size(file.local()));
      assertThat(starts).hasSizeGreaterThan(2);
      for (int i = 1; i < starts.size(); i++) {
        assertThat(starts.get(i) - starts.get(i - 1)).isLessThan(OpenBuffers.LEAST * 3 / 2);
      }
    }
  }

  /** Of one day after the other, and again; texts that can't be compressed. */
  private static List<Reading> interleaved(int count) {
    Random random = new Random(7);
    Instant first = IceFarm.FIRST.atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder id = new StringBuilder();
      random.ints(400, ' ', '~').forEach(letter -> id.append((char) letter));
      readings.add(new Reading(id.toString(), i, first.plus(i % DAYS, ChronoUnit.DAYS), i));
    }
    return readings;
  }

  private static long mib(long count) {
    return count << 20;
  }
}
