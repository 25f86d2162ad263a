package dev.sluice.local.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.deliver.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The devices of the pipeline {@code devices}: sensors in rooms that measure every 30 seconds and
 * put what they measured, as such devices do. Some put a record again, as they missed the answer;
 * one loses its network for a while and puts what it kept when it is back.
 */
final class DeviceFleet implements Sender {
  private static final int DEVICES = 6;
  private static final Duration EVERY = Duration.ofSeconds(30);

  /** One put in so many is not answered in time, and is done again with the next one. */
  private static final int UNANSWERED = 23;

  private static final int OFFLINE = 2;
  private static final int OFFLINE_FROM = 20;
  private static final int OFFLINE_TO = 30;
  private static final int CROWDED = 4;

  private final Instant start;
  private final List<Entry> waiting = new ArrayList<>();
  private final List<Entry> again = new ArrayList<>();
  private long ticks;
  private long given;

  /**
   * @param start when they begin to measure
   */
  DeviceFleet(Instant start) {
    this.start = start;
  }

  @Override
  public List<Entry> due(Instant now) {
    List<Entry> due = new ArrayList<>(again);
    again.clear();
    for (Instant time = time(ticks); !time.isAfter(now); time = time(++ticks)) {
      for (int device = 1; device <= DEVICES; device++) {
        measured(device, time, due);
      }
    }
    given += due.size();
    return due;
  }

  private Instant time(long tick) {
    return start.plus(EVERY.multipliedBy(tick));
  }

  private void measured(int device, Instant time, List<Entry> due) {
    Entry record = record(device, time);
    long minute = Duration.between(start, time).toMinutes();
    if (device == OFFLINE && minute >= OFFLINE_FROM && minute < OFFLINE_TO) {
      waiting.add(record);
      return;
    }
    if (device == OFFLINE) {
      due.addAll(waiting);
      waiting.clear();
    }
    due.add(record);
    if ((ticks * DEVICES + device) % UNANSWERED == 0) {
      again.add(record);
    }
  }

  private Entry record(int device, Instant time) {
    String name = "room-%02d".formatted(device);
    double wave = Math.sin(ticks / 12.0 + device);
    long minute = Duration.between(start, time).toMinutes();
    double people = device == CROWDED && minute >= 35 && minute < 50 ? 700 : 0;
    String json =
        String.format(
            Locale.ROOT,
            """
            {"id":"%s-%06d","device":{"name":"%1$s","firmware":"2.4.1"},"ts":"%s",\
            "where":{"building":"%s","floor":%d},"air":{"co2":%.0f,"temperature":%.1f,"humidity":%.0f},\
            "health":{"battery":%.2f,"retries":%d}}\
            """,
            name,
            ticks,
            time,
            device <= DEVICES / 2 ? "north" : "south",
            device % 3,
            650 + 120 * wave + people,
            21.5 + wave,
            45 - 4 * wave,
            0.95 - device * 0.1 - ticks * 0.0004,
            device == OFFLINE ? 1 : 0);
    return new Entry(name, json.getBytes(UTF_8));
  }

  @Override
  public long given() {
    return given;
  }

  @Override
  public boolean hasMore() {
    return !again.isEmpty();
  }

  @Override
  public String note() {
    return "nobody's devices are asked: a stand-in puts the records of %d, as devices do: some twice, some late"
        .formatted(DEVICES);
  }
}
