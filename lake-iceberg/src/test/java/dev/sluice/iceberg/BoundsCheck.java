package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** What a manifest says of a file, beside the rows that Iceberg's reader finds in it. */
final class BoundsCheck {
  private BoundsCheck() {}

  static void boundsAreThoseOfTheRows(Schema schema, DataFile file, List<List<Object>> rows) {
    for (NestedField field : schema.columns()) {
      int id = field.fieldId();
      List<Object> values =
          rows.stream().map(row -> row.get(id - 1)).filter(v -> v != null).toList();
      assertThat(file.valueCounts()).containsEntry(id, (long) rows.size());
      assertThat(file.nullValueCounts()).containsEntry(id, (long) rows.size() - values.size());
      boolean isBounded = !values.isEmpty() && values.stream().noneMatch(EveryTypeTest::isNaN);
      assertThat(file.lowerBounds().containsKey(id)).as(field.name()).isEqualTo(isBounded);
      if (isBounded) {
        boundsAreAround(field, file, values);
      } else {
        assertThat(file.upperBounds()).doesNotContainKey(id);
      }
    }
  }

  private static void boundsAreAround(NestedField field, DataFile file, List<Object> values) {
    Type.PrimitiveType type = field.type().asPrimitiveType();
    Comparator<Object> order = Comparators.forType(type);
    ByteBuffer lowest = file.lowerBounds().get(field.fieldId());
    ByteBuffer highest = file.upperBounds().get(field.fieldId());
    Object lower = Conversions.fromByteBuffer(type, lowest);
    Object least = values.stream().min(order).orElseThrow();
    Object most = values.stream().max(order).orElseThrow();
    assertThat(order.compare(lower, least)).isLessThanOrEqualTo(0);
    boolean isShortened = Set.of(Type.TypeID.STRING, Type.TypeID.BINARY).contains(type.typeId());
    if (highest == null) {
      assertThat(isShortened).isTrue();
      return;
    }
    Object upper = Conversions.fromByteBuffer(type, highest);
    assertThat(order.compare(upper, most)).as("%s <= %s", most, upper).isGreaterThanOrEqualTo(0);
    if (!isShortened && !isZero(least) && !isZero(most)) {
      assertThat(List.of(lower, upper)).isEqualTo(List.of(least, most));
    }
    if (least instanceof BigDecimal decimal) {
      assertThat(lowest).isEqualTo(ByteBuffer.wrap(decimal.unscaledValue().toByteArray()));
    }
  }

  private static boolean isZero(Object value) {
    return value instanceof Number number && number.doubleValue() == 0;
  }
}
