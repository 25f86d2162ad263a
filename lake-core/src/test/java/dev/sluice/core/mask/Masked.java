package dev.sluice.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.Masking;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stream of visits with masks, and texts masked by them. */
final class Masked {
  static final MaskKey KEY = new MaskKey("sluice/mask", "0123456789abcdef0123456789abcdef");

  private Masked() {}

  static RecordMasks visits() {
    Schema schema =
        new Schema(
            List.of(
                new Field("id", FieldType.STRING, true),
                new Field("timestamp", FieldType.TIMESTAMP, true),
                new Field("device", FieldType.STRING, true),
                new Field("person", FieldType.STRING, false),
                new Field("phone", FieldType.STRING, false),
                new Field("note", FieldType.STRING, false)));
    Masking masking =
        new Masking(
            Map.of(
                "person", new Mask.Hmac(),
                "phone", new Mask.Partial(4),
                "note", new Mask.Drop()),
            "sluice/mask");
    return new RecordMasks(
        new StreamSpec(
            new RecordSpec("id", "timestamp", "device", schema),
            List.of(),
            AlertBudget.DEFAULT,
            raw(),
            Optional.empty(),
            masking),
        KEY);
  }

  private static RawLayout raw() {
    return new RawLayout(
        "raw/visits",
        List.of(PartitionField.YEAR),
        RawLayout.Style.HIVE,
        Optional.of(Duration.ofDays(7)),
        Duration.ofMinutes(10));
  }

  /** Visits by a definition, with alerts and a digest. */
  static Pipeline pipeline() {
    try {
      Path file = Files.createTempDirectory("masks").resolve("visits.yaml");
      Files.writeString(
          file,
          """
          pipeline: visits
          source: {external: {}}
          record:
            maskKey: sluice/mask
            schema:
              id: string
              timestamp: timestamp
              value: {type: double}
              device: {type: string, required: true, mask: hmac}
              name: {type: string, from: /user/name, mask: hmac}
              mail: {type: string, mask: hmac}
              phone: {type: string, mask: partial(4)}
              note: {type: string, mask: drop}
          alerts:
            high: {when: {field: value, above: 50}, message: "{device} {name} {mail} {phone}"}
            stuck: {by: [mail], when: {stuckFor: 1s, field: name}, message: "{mail}"}
          digest: {subject: Visits, by: mail, values: [value]}
          """);
      return new PipelineLoader().load(file, Map.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The masked record; what is wrong with it, if it isn't one. */
  static String masked(String record) {
    RecordMask mask = visits().begin();
    byte[] bytes = ("xx" + record + "yy").getBytes(UTF_8);
    Optional<String> problem = mask.mask(bytes, 2, bytes.length - 4);
    String text = new String(mask.data(), 0, mask.size(), UTF_8);
    return problem.map(each -> each + " " + text).orElse(text);
  }

  static String hmac(String text) {
    return new MaskedText(KEY).hmac(text);
  }
}
