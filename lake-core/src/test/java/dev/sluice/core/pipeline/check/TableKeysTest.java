package dev.sluice.core.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.check.TableRule.ForeignKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableKeysTest {
  private static List<String> names(ForeignKey... references) {
    return new TableKeys(List.of(), List.of(references))
        .checks().stream().map(TableCheck::name).toList();
  }

  @Test
  void twoColumnsOfOneTableGiveTwoNames() {
    assertThat(names(new ForeignKey("dev", "dim", "id"), new ForeignKey("dev", "dim", "other")))
        .containsExactly("references-dev-dim-id", "references-dev-dim-other");
  }

  @Test
  void longNamesAreCutToDifferentOnes() {
    String column = "c".repeat(70);
    assertThat(
            names(new ForeignKey(column + "a", "dim", "id"), new ForeignKey(column, "dim", "id")))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("references-c{44}-[0-9a-f]{8}"));
  }

  @Test
  void namesThatWouldBeAlikeEndWithAHash() {
    assertThat(
            names(
                new ForeignKey("a", "b", "x"),
                new ForeignKey("a", "c", "x"),
                new ForeignKey("a_b", "d", "x")))
        .doesNotHaveDuplicates()
        .contains("references-a-c");
  }
}
