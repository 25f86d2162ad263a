package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any record corrupted among good ones that stand on lines of their own costs exactly that one. */
class BrokenLinePropertyTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String RECORD =
      "{\"id\":\"%d\",\"name\":\"%s\",\"more\":[1,{\"id\":\"x\"},[true]],\"deep\":{\"a\":{}}}";

  @Property(tries = 2_000)
  void costsOnlyItself(
      @ForAll @IntRange(min = 2, max = 6) int count,
      @ForAll @IntRange(max = 5) int which,
      @ForAll Damage damage,
      @ForAll @IntRange(max = 200) int where,
      @ForAll byte what)
      throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(RECORD.formatted(i, "ä".repeat(i * 40)).getBytes(UTF_8));
    }
    int broken = which % count;
    byte[] line = damage.of(lines.get(broken), where % lines.get(broken).length, what);
    Assume.that(what != '\n' && what != 0 && line.length > 0 && !isJson(line));
    // A bracket begins a file of one array; behind a brace that closes nothing the record is whole.
    Assume.that(line[0] != '[' && line[0] != '}');
    lines.set(broken, line);

    Path folder = Files.createTempDirectory("broken-line-");
    TableLake lake = lake(folder).put(TableLake.KEY, joined(lines));

    assertThat(lake.rows())
        .map(row -> row.substring(0, row.indexOf('|')))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, count)
                .filter(i -> i != broken)
                .mapToObj(Integer::toString)
                .toList());
    assertThat(lake.rejected()).hasSize(1);
    int lineNumber = JSON.readTree(lake.rejected().get(0)).get("line").asInt();
    // A carriage return ends a line too, so one that stands before what is broken is counted.
    assertThat(lineNumber).isBetween(broken + 1, what == '\r' ? broken + 2 : broken + 1);
    Files.delete(folder);
  }

  private static TableLake lake(Path folder) {
    return new TableLake(
        folder, TableLake.JSON, TableLake.id(), TableLake.column("name", FieldType.STRING, "name"));
  }

  private static boolean isJson(byte[] line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node == null || !node.isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] joined(List<byte[]> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      bytes.write(line);
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  /** What happens to a line. */
  enum Damage {
    CUT {
      @Override
      byte[] of(byte[] line, int at, byte what) {
        return java.util.Arrays.copyOf(line, at);
      }
    },
    REPLACED {
      @Override
      byte[] of(byte[] line, int at, byte what) {
        byte[] other = line.clone();
        other[at] = what;
        return other;
      }
    },
    INSERTED {
      @Override
      byte[] of(byte[] line, int at, byte what) {
        String text = new String(line, ISO_8859_1);
        return (text.substring(0, at) + (char) (what & 0xFF) + text.substring(at))
            .getBytes(ISO_8859_1);
      }
    },
    LOST {
      @Override
      byte[] of(byte[] line, int at, byte what) {
        String text = new String(line, ISO_8859_1);
        return (text.substring(0, at) + text.substring(at + 1)).getBytes(ISO_8859_1);
      }
    };

    abstract byte[] of(byte[] line, int at, byte what);
  }
}
