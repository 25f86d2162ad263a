package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.clock.ActionFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LakeTroubleTest {
  private final AtomicLong nanos = new AtomicLong();
  private final LakeTrouble trouble = new LakeTrouble(Path.of("/lake"), nanos::get);
  private final List<String> heard = new ArrayList<>();

  @Test
  void saysOnceThatTheDiskIsFullHoweverMuchFails() {
    AtomicInteger told = new AtomicInteger();
    trouble.onTrouble((subject, text) -> heard.add(text));
    trouble.onFullDisk(told::incrementAndGet);
    for (int i = 0; i < 100; i++) {
      IOException full = new IOException("/lake/s3/a.draft: No space left on device");
      trouble.report(
          new ActionFailure("writer", Instant.EPOCH, new UncheckedIOException("Not saved", full)));
      trouble.report("Firehose could not write: S3 answered 500: No space left on device");
      trouble.diskIsFull();
    }
    trouble.diskHasRoom();

    assertThat(heard).hasSize(1).first().asString().startsWith("the disk of /lake is full");
    assertThat(told).hasValue(300);
  }

  @Test
  void saysEverythingElseEachTime() {
    trouble.onTrouble((subject, text) -> heard.add(text));
    trouble.report(new ActionFailure("writer", Instant.EPOCH, new IOException("no luck")));
    trouble.report("no luck either");

    assertThat(heard).hasSize(2);
    assertThat(trouble.count()).isEqualTo(2);
  }

  @Test
  void roomIsGoodNewsAndNoTrouble() {
    List<String> subjects = new ArrayList<>();
    List<String> news = new ArrayList<>();
    trouble.onTrouble((subject, text) -> subjects.add(subject));
    trouble.onRoom(news::add);

    trouble.diskIsFull();
    nanos.addAndGet(6_000_000_000L);
    trouble.diskHasRoom();
    trouble.diskHasRoom();

    assertThat(subjects).containsExactly(LakeTrouble.DISK);
    assertThat(news).containsExactly("there is room again on the disk of /lake.");
    assertThat(trouble.count()).isEqualTo(1);
  }
}
