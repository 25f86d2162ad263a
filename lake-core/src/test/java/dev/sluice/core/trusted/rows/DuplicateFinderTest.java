package dev.sluice.core.trusted.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateFinderTest {
  private static final RowLayout LAYOUT =
      new RowLayout(
          new TrustedTable(
              "things",
              List.of(new TrustedTable.Column("id", FieldType.STRING, "id", true, "")),
              "id",
              List.of(),
              List.of()));

  private final RowArena arena = new RowArena(1 << 30);
  private final DuplicateFinder finder = new DuplicateFinder(arena, LAYOUT);

  private void add(String id) {
    RowBuilder row = new RowBuilder(LAYOUT);
    row.begin(arena.count());
    row.setText(0, id.toCharArray(), 0, id.length());
    row.finish();
    RowLayout.LONGS.set(row.bytes(), RowLayout.HASH, new IdHash(LAYOUT).of(row.bytes()));
    arena.add(row.bytes(), 0, row.length());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16_383, 16_384, 16_385, 200_000})
  void findsAllButTheFirstOfEachId(int ids) {
    int rows = ids + ids / 2;
    for (int row = 0; row < rows; row++) {
      add("id-" + row % ids);
    }
    BitSet later = new BitSet();
    later.set(ids, rows);

    assertThat(finder.find()).isEqualTo(later);
    arena.remove(later);
    assertThat(arena.count()).isEqualTo(ids);
    assertThat(finder.find().isEmpty()).isTrue();
  }

  @Test
  void findsNoneAmongNoRows() {
    assertThat(finder.find().isEmpty()).isTrue();
  }
}
