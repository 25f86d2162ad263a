package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RowFeedTest {
  @Test
  void givesAllRowsInOrder() {
    List<Integer> rows = new ArrayList<>();
    try (RowFeed feed =
        new RowFeed(
            into -> {
              for (int i = 0; i < 5000; i++) {
                into.add(RowFactory.create(i), i % 1000 == 0 ? 2 << 20 : 10);
              }
            })) {
      feed.forEachRemaining(row -> rows.add(row.getInt(0)));
    }
    assertThat(rows).hasSize(5000).isSorted();
  }

  @Test
  void tellsWhatWentWrong() {
    try (RowFeed feed =
        new RowFeed(
            into -> {
              throw new IllegalArgumentException("no such table");
            })) {
      assertThatThrownBy(feed::hasNext).hasRootCauseMessage("no such table");
    }
  }

  @Test
  void readsNoFurtherOnceItIsClosed() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    RowFeed feed =
        new RowFeed(
            into -> {
              try {
                while (true) {
                  into.add(RowFactory.create(1), 10);
                }
              } finally {
                ended.countDown();
              }
            });
    assertThat(feed.hasNext()).isTrue();
    feed.close();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
