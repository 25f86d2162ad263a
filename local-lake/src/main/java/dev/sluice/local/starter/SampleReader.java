package dev.sluice.local.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads JSON (lines, values one after the other, arrays, one document with a list) and CSV. */
final class SampleReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 64 << 20;

  private final String name;
  private final int most;

  /**
   * With a limit.
   *
   * @param most records that are looked at
   */
  SampleReader(String name, int most) {
    this.name = name;
    this.most = most;
  }

  /** Reads what there is; gzip is unpacked. */
  Sample read(InputStream given) throws IOException {
    byte[] bytes = bytes(given);
    int first = 0;
    while (first < bytes.length && (bytes[first] <= ' ' || (bytes[first] & 0xFF) >= 0xEF)) {
      first++;
    }
    if (first == bytes.length) {
      throw new IOException(name + " is empty.");
    }
    return bytes[first] == '{' || bytes[first] == '['
        ? json(bytes)
        : new CsvSample(name, most).read(bytes);
  }

  private byte[] bytes(InputStream given) throws IOException {
    BufferedInputStream in = new BufferedInputStream(given);
    in.mark(2);
    boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream plain = isGzip ? new GZIPInputStream(in) : in;
    byte[] bytes = plain.readNBytes(MOST_BYTES);
    if (plain.read() < 0) {
      return bytes;
    }
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return java.util.Arrays.copyOf(bytes, end == 0 ? bytes.length : end);
  }

  private Sample json(byte[] bytes) throws IOException {
    Records records = new Records();
    Optional<String> items = Optional.empty();
    List<String> remarks = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(bytes)) {
      while (values.hasNextValue() && records.size() <= most) {
        JsonNode value = values.nextValue();
        boolean isOnly = records.size() == 0 && !values.hasNextValue();
        items = isOnly ? list(value, "", 3) : Optional.empty();
        JsonNode list = items.map(value::at).orElse(value);
        for (JsonNode each : list.isArray() ? list : List.of(value)) {
          if (each.isObject() && records.size() <= most) {
            records.add(each);
          }
        }
      }
    } catch (JsonProcessingException e) {
      items = Optional.empty();
      records = lines(bytes, remarks);
      if (records.size() == 0) {
        throw notJson(e);
      }
    }
    if (records.size() == 0) {
      throw new IOException(name + " has no JSON objects.");
    }
    return sample(records, items.filter(at -> !at.isEmpty()), remarks);
  }

  private Sample sample(Records records, Optional<String> items, List<String> remarks) {
    boolean isCut = records.size() > most;
    List<byte[]> all = records.all();
    return new Sample(
        name,
        all.subList(0, Math.min(all.size(), most)),
        Optional.empty(),
        items,
        isCut,
        records.repeats,
        remarks);
  }

  private IOException notJson(JsonProcessingException e) {
    return new IOException(
        "%s is not JSON: line %d: %s"
            .formatted(name, e.getLocation().getLineNr(), e.getOriginalMessage()),
        e);
  }

  /** Records one a line, of which some are flawed; none if it is not so. */
  private Records lines(byte[] bytes, List<String> remarks) {
    Records records = new Records();
    List<String> lines = new String(bytes, UTF_8).lines().toList();
    int flawed = 0;
    int first = 0;
    for (int i = 0; i < lines.size() && records.size() <= most; i++) {
      try {
        JsonNode value = JSON.readTree(lines.get(i));
        if (value.isObject()) {
          records.add(value);
        }
      } catch (JsonProcessingException e) {
        flawed++;
        first = first == 0 ? i + 1 : first;
      }
    }
    remarks.add(
        "Lines that are not JSON and were passed over: %,d; the first is line %,d"
            .formatted(flawed, first));
    return flawed <= records.size() ? records : new Records();
  }

  /** Each once, in order. */
  private static final class Records {
    private final Set<String> each = new LinkedHashSet<>();
    private int repeats;

    void add(JsonNode record) throws JsonProcessingException {
      if (!each.add(JSON.writeValueAsString(record))) {
        repeats++;
      }
    }

    int size() {
      return each.size() + repeats;
    }

    List<byte[]> all() {
      return each.stream().map(record -> record.getBytes(UTF_8)).toList();
    }
  }

  /** Where the longest list of objects lies in a document. */
  private static Optional<String> list(JsonNode value, String at, int depth) {
    if (value.isArray()) {
      return value.size() > 0 && value.get(0).isObject() ? Optional.of(at) : Optional.empty();
    }
    Optional<String> best = Optional.empty();
    int longest = 0;
    if (value.isObject() && depth > 0) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        String step = field.getKey().replace("~", "~0").replace("/", "~1");
        Optional<String> found = list(field.getValue(), "/" + step, depth - 1);
        int length = found.map(pointer -> value.at(pointer).size()).orElse(0);
        if (length > longest) {
          longest = length;
          best = found;
        }
      }
    }
    return best.map(found -> at + found);
  }

  /** All that is left of a stream, for those who have records one by one. */
  static byte[] lines(List<String> records) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    records.forEach(record -> lines.writeBytes((record + "\n").getBytes(UTF_8)));
    return lines.toByteArray();
  }
}
