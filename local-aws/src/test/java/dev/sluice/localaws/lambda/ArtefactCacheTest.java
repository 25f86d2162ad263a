package dev.sluice.localaws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactCacheTest {
  private static final int LAKES = 6;

  @TempDir private Path folder;

  @Test
  void lakesThatUnpackTheSameZipAtOnceAllHaveIt() throws Exception {
    Path zip = zip();
    Path cache = folder.resolve("cache");
    CyclicBarrier together = new CyclicBarrier(LAKES);
    ExecutorService lakes = Executors.newFixedThreadPool(LAKES);
    try {
      List<Future<ArtefactCache.Artefact>> unpacked = new ArrayList<>();
      for (int i = 0; i < LAKES; i++) {
        unpacked.add(
            lakes.submit(
                () -> {
                  together.await();
                  return new ArtefactCache(cache).unpack(zip);
                }));
      }
      for (Future<ArtefactCache.Artefact> each : unpacked) {
        assertThat(each.get().root().resolve("lib/99")).hasContent("99");
      }
    } finally {
      lakes.shutdownNow();
    }
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).as("nothing half unpacked stays").hasSize(1);
    }
  }

  private Path zip() throws IOException {
    Path zip = folder.resolve("function.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (int i = 0; i < 100; i++) {
        entries.putNextEntry(new ZipEntry("lib/" + i));
        entries.write(Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
      }
    }
    return zip;
  }
}
