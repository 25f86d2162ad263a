package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's type as it is written.
 *
 * @param digits of a decimal
 */
public record ColumnType(FieldType type, Optional<Digits> digits) {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(\\s*(\\d{1,3})\\s*(?:,\\s*(\\d{1,3})\\s*)?\\)");

  private ColumnType(FieldType type) {
    this(type, Optional.empty());
  }

  /** Reads one; empty if a problem is reported. */
  public static Optional<ColumnType> read(YamlNode node, Reading reading) {
    String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    if (text.startsWith("decimal")) {
      return decimal(text, node, reading);
    }
    return switch (text) {
      case "timestamp(3)" -> Optional.of(new ColumnType(FieldType.TIMESTAMP));
      case "timestamp(6)" -> Optional.of(new ColumnType(FieldType.TIMESTAMP_MICROS));
      case "binary" -> Optional.of(new ColumnType(FieldType.BINARY));
      default -> reading.scalars().choice(node, "type", FieldType.ofRecords()).map(ColumnType::new);
    };
  }

  private static Optional<ColumnType> decimal(String text, YamlNode node, Reading reading) {
    Matcher matcher = DECIMAL.matcher(text);
    if (!matcher.matches()) {
      reading
          .problems()
          .add(
              node,
              "a decimal has its digits, and those after the point, in quotes: \"decimal(10,2)\" is"
                  + " up to 99999999.99, but this is "
                  + node.shown());
      return Optional.empty();
    }
    try {
      int scale = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
      Digits digits = new Digits(Integer.parseInt(matcher.group(1)), scale);
      return Optional.of(new ColumnType(FieldType.DECIMAL, Optional.of(digits)));
    } catch (IllegalArgumentException e) {
      reading.problems().add(node, e.getMessage());
      return Optional.empty();
    }
  }
}
