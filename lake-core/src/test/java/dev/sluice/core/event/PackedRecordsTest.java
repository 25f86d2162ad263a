package dev.sluice.core.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Packing.Compression;
import dev.sluice.core.pipeline.Packing.Envelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedRecordsTest {
  private static final Packing AUTO = new Packing(Compression.AUTO, Envelope.NONE);
  private static final String MARK = "\ufeff";

  @Test
  void gzipIsUnpackedAndPlainRecordsStayAsTheyAre() {
    RecordBatch batch = read(AUTO, gzip("{\"a\":1}"), bytes("{\"b\":2}"), gzip(""));

    assertThat(payloads(batch)).containsExactly("{\"a\":1}", "{\"b\":2}", "");
    assertThat(problems(batch)).containsOnly("");
  }

  @Test
  void severalMembersAreOneRecord() {
    byte[] members = join(gzip("{\"a\":"), gzip("\u00e9\ud83d\ude00".repeat(50_000)), gzip("}"));

    assertThat(payloads(read(AUTO, members)))
        .containsExactly("{\"a\":" + "\u00e9\ud83d\ude00".repeat(50_000) + "}");
  }

  @Test
  void aNameInTheHeaderIsPassedOver() {
    byte[] gzip = gzip("{}");
    byte[] named = join(Arrays.copyOf(gzip, 10), bytes("\u0002\u0000xya.json\u0000"));
    named[3] = 4 + 8;

    assertThat(payloads(read(AUTO, join(named, Arrays.copyOfRange(gzip, 10, gzip.length)))))
        .containsExactly("{}");
  }

  @Test
  void aRecordThatUnpacksToTooMuchCostsItself() {
    byte[] bomb = gzip("0".repeat(Unpacker.MOST_UNPACKED + 1));
    RecordBatch batch = read(AUTO, bytes("{}"), bomb, gzip("{}"));

    assertThat(problems(batch)).containsExactly("", "gzip: it unpacks to more than 10 MiB", "");
    assertThat(payloads(batch)).containsExactly("{}", new String(bomb, ISO_8859_1), "{}");
    assertThat(batch.data().length).isLessThan(4 * Unpacker.MOST_UNPACKED);
  }

  @Test
  void aBombInTheMembersOfAnAggregateCostsThoseBeyondTheLimit() {
    byte[] half = gzip("0".repeat(Unpacker.MOST_UNPACKED / 2));
    KplAggregateBytes aggregate = new KplAggregateBytes().partitionKey("key");
    IntStream.range(0, 4).forEach(i -> aggregate.record(0, -1, half));

    assertThat(problems(read(AUTO, aggregate.bytes())))
        .containsExactly(
            "", "", "gzip: it unpacks to more than 10 MiB", "gzip: it unpacks to more than 10 MiB");
  }

  @Test
  void aBatchThatUnpacksToTooMuchIsToComeInParts() {
    byte[] large = gzip("0".repeat(Unpacker.MOST_UNPACKED));

    assertThat(read(AUTO, large, large, large, large, large, large).size()).isEqualTo(6);
    assertThatThrownBy(() -> read(AUTO, large, large, large, large, large, large, large))
        .hasRootCauseInstanceOf(MalformedEventException.class)
        .hasMessageContaining("unpack to more than 64 MiB");
  }

  @Property(tries = 300)
  void damagedGzipCostsItselfAndIsKept(@ForAll @IntRange(max = 500) int at, @ForAll byte value) {
    byte[] gzip = gzip("{\"id\":\"a\",\"text\":\"%s\"}".formatted("ab".repeat(100)));
    byte[] damaged = gzip.clone();
    damaged[at % gzip.length] = value;

    for (byte[] each : List.of(damaged, Arrays.copyOf(gzip, at % gzip.length))) {
      RecordBatch batch = read(AUTO, each, bytes("{}"));

      assertThat(batch.size()).isEqualTo(2);
      assertThat(payloads(batch).get(1)).isEqualTo("{}");
      if (!problems(batch).get(0).isEmpty()) {
        assertThat(payloads(batch).get(0)).isEqualTo(new String(each, ISO_8859_1));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, gzip: it is cut short", "9, gzip: it is cut short"})
  void gzipThatIsCutIsNamed(int missing, String problem) {
    byte[] gzip = gzip("{}");

    assertThat(problems(read(AUTO, Arrays.copyOf(gzip, gzip.length - missing))))
        .containsExactly(problem);
  }

  @Test
  void gzipInGzipIsNamed() {
    byte[] inner = gzip("{}");
    byte[] twice = gzip(inner);
    RecordBatch batch = read(AUTO, twice, inner);

    assertThat(problems(batch)).containsExactly("packed with gzip twice; pack it once", "");
    assertThat(payloads(batch)).containsExactly(new String(twice, ISO_8859_1), "{}");
  }

  @Test
  void whatIsBehindGzipIsNotLeftOut() {
    assertThat(problems(read(AUTO, join(gzip("{}"), bytes("{\"a\":1,\"b\":2}")))))
        .containsExactly("gzip: it is damaged (bytes that are not gzip follow it)");
  }

  @Test
  void whatMustBeGzipIsRejectedIfItIsNot() {
    Packing gzip = new Packing(Compression.GZIP, Envelope.NONE);

    assertThat(problems(read(gzip, bytes("{}"), gzip("{}"))))
        .containsExactly("not compressed with gzip, as 'record.compression: gzip' says", "");
  }

  @Test
  void aByteOrderMarkIsLeftOut() {
    RecordBatch batch = read(Packing.PLAIN, bytes(MARK + "{\"a\":1}"), bytes("{}"));

    assertThat(payloads(batch)).containsExactly("{\"a\":1}", "{}");
    assertThat(payloads(read(AUTO, gzip(MARK + "{}")))).containsExactly("{}");
  }

  static RecordBatch read(Packing packing, byte[]... payloads) {
    KinesisEventJson event = new KinesisEventJson("shardId-000000000000");
    for (int i = 0; i < payloads.length; i++) {
      event.add(Integer.toString(i + 1), "key", payloads[i], 1_780_272_010_000L);
    }
    try {
      return new KinesisEventReader(packing).read(new ByteArrayInputStream(event.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> payloads(RecordBatch batch) {
    return IntStream.range(0, batch.size())
        .mapToObj(
            i ->
                new String(
                    batch.data(),
                    batch.offset(i),
                    batch.length(i),
                    batch.undecodable(i).isPresent() ? ISO_8859_1 : UTF_8))
        .toList();
  }

  static List<String> problems(RecordBatch batch) {
    return IntStream.range(0, batch.size()).mapToObj(i -> batch.undecodable(i).orElse("")).toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  static byte[] gzip(String text) {
    return gzip(bytes(text));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
