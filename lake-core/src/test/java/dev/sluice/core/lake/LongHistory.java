package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A lake with a long history: so many days of raw, so many objects each, which are in no memory,
 * and whatever is put besides. Counts requests as S3 does, a thousand objects a page.
 */
public final class LongHistory implements ObjectStore {
  private static final int PAGE = 1_000;

  private final InMemoryObjectStore others;
  private final String prefix;
  private final LocalDate first;
  private final int days;
  private final int perDay;

  /** Requests by what they are. */
  public final Map<String, Integer> requests = new TreeMap<>();

  /**
   * A lake.
   *
   * @param prefix of raw, with a slash at its end
   * @param last the day after the last one
   */
  public LongHistory(
      InMemoryObjectStore others, String prefix, LocalDate last, int days, int perDay) {
    this.others = others;
    this.prefix = prefix;
    this.days = days;
    this.perDay = perDay;
    first = last.minusDays(days);
  }

  private void count(String what) {
    requests.merge(what, 1, Integer::sum);
  }

  /** How many requests there were. */
  public int total() {
    return requests.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Writes what a run cost where {@code bench/run growth} looks for it. */
  public void report(String table, Duration took) throws IOException {
    String line =
        "%s: %,d raw objects in %,d partitions, one new: %d requests, %d ms, %s%n"
            .formatted(table, (long) days * perDay, days, total(), took.toMillis(), requests);
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("growth.txt"), line);
  }

  private String folder(long day) {
    LocalDate date = first.plusDays(day);
    return "%syear=%04d/month=%02d/day=%02d/"
        .formatted(prefix, date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private long day(String key) {
    String[] parts = key.substring(prefix.length()).split("[=/]");
    LocalDate date =
        LocalDate.of(
            Integer.parseInt(parts[1]), Integer.parseInt(parts[3]), Integer.parseInt(parts[5]));
    return ChronoUnit.DAYS.between(first, date);
  }

  private ObjectInfo info(String folder, int number) {
    String key = folder + "shard-%04d.json".formatted(number);
    Instant put = first.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return new ObjectInfo(key, content(key).length, "\"" + key.hashCode() + "\"", put, Map.of());
  }

  private static byte[] content(String key) {
    String date = key.replaceAll(".*year=(....)/month=(..)/day=(..)/.*", "$1-$2-$3");
    return "{\"id\":\"%s\",\"data\":1,\"reading\":1,\"time\":\"%sT01:00:00Z\"}"
        .formatted(key, date)
        .getBytes(UTF_8);
  }

  private boolean isOfHistory(String key) {
    return key.startsWith(prefix) && key.contains("/shard-");
  }

  @Override
  public Stream<ObjectInfo> listAfter(String of, String after) throws IOException {
    count("LIST");
    Stream<ObjectInfo> found = of.startsWith(prefix) ? raw(of, after) : others.listAfter(of, after);
    long[] passed = new long[1];
    return found.peek(
        object -> {
          if (passed[0]++ % PAGE == PAGE - 1) {
            count("LIST");
          }
        });
  }

  private Stream<ObjectInfo> raw(String of, String after) {
    String from = after.compareTo(of) > 0 ? after : of;
    long start = from.length() > prefix.length() ? Math.max(0, day(from)) : 0;
    long end = of.length() > prefix.length() ? Math.min(days, day(of) + 1) : days;
    Stream<ObjectInfo> history =
        LongStream.range(start, end)
            .mapToObj(this::folder)
            .flatMap(folder -> Stream.concat(history(folder), added(folder)));
    Stream<ObjectInfo> today = end == days ? added(folder(days)) : Stream.empty();
    return Stream.concat(history, today)
        .filter(object -> object.key().startsWith(of) && object.key().compareTo(after) > 0);
  }

  private Stream<ObjectInfo> history(String folder) {
    return IntStream.range(0, perDay).mapToObj(number -> info(folder, number));
  }

  private Stream<ObjectInfo> added(String folder) {
    try {
      return others.list(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Stream<ObjectInfo> list(String of) throws IOException {
    return listAfter(of, "");
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    count(key.startsWith(prefix) ? "GET of raw" : "GET");
    if (!isOfHistory(key)) {
      return others.get(key);
    }
    ObjectInfo info =
        info(folder(day(key)), Integer.parseInt(key.replaceAll(".*shard-|.json$", "")));
    return Optional.of(new StoredObject(info, new ByteArrayInputStream(content(key))));
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    count("HEAD");
    return others.head(key);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    count("PUT");
    return others.put(object);
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    count("COPY");
    return others.copy(from, etag, to);
  }

  @Override
  public void delete(String key) throws IOException {
    count("DELETE");
    others.delete(key);
  }
}
