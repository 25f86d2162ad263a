package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.ColumnType;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Packing.Compression;
import dev.sluice.core.pipeline.Packing.Envelope;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.RecordSpec.Id;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.TimeFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What records look like.
 *
 * @param fields of the schema, as far as they could be read
 * @param spec if nothing is wrong with it
 * @param isStrict whether other fields are counted
 */
public record RecordSection(Fields fields, Optional<RecordSpec> spec, boolean isStrict) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]{0,127}");
  private static final Set<FieldType> ANY = EnumSet.allOf(FieldType.class);
  private static final List<FieldType> OF_RECORDS = List.of(FieldType.ofRecords());

  static RecordSection read(Optional<YamlNode> section, Reading reading) {
    if (section.isEmpty()) {
      return new RecordSection(Fields.unknown(), Optional.empty(), false);
    }
    int before = reading.problems().mark();
    YamlMap map = reading.map(section.get(), FormatKeys.RECORD);
    List<Field> declared = new ArrayList<>();
    Fields fields =
        map.get("schema").map(node -> schema(node, declared, reading)).orElse(Fields.unknown());
    YamlNode at = section.get();
    Id id = new IdReader(reading, fields, declared).read(map, at);
    String time = fields.read(new Fields.Key(map, "time", "timestamp"), at, Types.TIMES, reading);
    String key = fields.read(new Fields.Key(map, "key", "device"), at, ANY, reading);
    TimeFormat format =
        new TimeFormatReader(reading).read(map, "timeFormat").orElse(TimeFormat.USUAL);
    Packing packing = packing(map, reading);
    IdReader.checkRequired(map.get("key").orElse(at), key, declared, reading);
    boolean isStrict = reading.truth(map, "strict");
    Optional<RecordSpec> spec =
        reading
            .problems()
            .unlessSince(
                before, () -> new RecordSpec(id, time, key, new Schema(declared), format, packing));
    return new RecordSection(fields, spec, isStrict);
  }

  /** An envelope of CloudWatch Logs comes compressed. */
  private static Packing packing(YamlMap map, Reading reading) {
    Envelope envelope =
        map.get("envelope")
            .flatMap(node -> reading.scalars().choice(node, "envelope", Envelope.values()))
            .orElse(Envelope.NONE);
    Compression compression =
        map.get("compression")
            .flatMap(node -> reading.scalars().choice(node, "compression", Compression.values()))
            .orElse(envelope == Envelope.NONE ? Compression.NONE : Compression.AUTO);
    return new Packing(compression, envelope);
  }

  private static Fields schema(YamlNode node, List<Field> declared, Reading reading) {
    Map<String, Optional<FieldType>> types = new LinkedHashMap<>();
    Map<String, String> places = new HashMap<>();
    for (NamedNode named : reading.names(node).entries()) {
      reading.checkName(named, NAME, "begin with a letter or _, then use letters, digits, _ and -");
      YamlMap field = reading.typed(named.value(), FormatKeys.FIELD);
      Optional<FieldType> type = field.get("type").flatMap(at -> type(at, reading));
      boolean required = reading.truth(field, "required");
      String from = field.get("from").flatMap(at -> pointer(at, reading)).orElse(named.name());
      types.put(named.name(), type);
      places.put(named.name(), from);
      if (type.isPresent() && !named.name().isBlank()) {
        declared.add(new Field(named.name(), type.get(), required, from));
        checkPlace(field.get("from").orElse(named.value()), declared, reading);
      }
    }
    return new Fields(types, places, !types.isEmpty(), Fields.Kind.FIELD);
  }

  private static Optional<String> pointer(YamlNode node, Reading reading) {
    Optional<String> text = reading.scalars().text(node);
    if (text.isPresent() && !FieldPath.isPointer(text.get())) {
      reading.problems().add(node, FieldPath.problem(text.get()));
      return Optional.empty();
    }
    return text;
  }

  /** Two fields can't have one place, and what holds another is an object or an array. */
  private static void checkPlace(YamlNode at, List<Field> declared, Reading reading) {
    for (Field field : declared) {
      Optional<Field> other = Schema.clash(declared, field);
      if (other.isPresent()) {
        declared.remove(declared.size() - 1);
        String problem =
            field.path().equals(other.get().path())
                ? "the fields %s and %s lie at one place; remove one"
                : "the field %s lies within %s, which would have to be an object; remove one";
        reading.problems().add(at, problem.formatted(field.shown(), other.get().shown()));
        return;
      }
    }
  }

  private static Optional<FieldType> type(YamlNode node, Reading reading) {
    Optional<ColumnType> type = ColumnType.read(node, reading);
    Optional<FieldType> ofColumns =
        type.map(ColumnType::type).filter(each -> !OF_RECORDS.contains(each));
    ofColumns.ifPresent(
        each ->
            reading
                .problems()
                .add(
                    node,
                    "is a type of columns; a field is checked as it comes, so write %s here, and %s"
                            .formatted(ofRecords(each), node.shown())
                        + " in the table's column"));
    return ofColumns.isPresent() ? Optional.empty() : type.map(ColumnType::type);
  }

  private static String ofRecords(FieldType type) {
    return type == FieldType.DECIMAL
        ? "double or string"
        : type == FieldType.BINARY ? "string" : "timestamp";
  }
}
