package dev.sluice.core.pipeline.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a table, as a dimensional model has them: checks say whether the rows keep to them.
 *
 * @param primary the columns that no two rows have alike, none of them null; may be empty
 * @param references columns whose values are those of another table
 */
public record TableKeys(List<String> primary, List<TableRule.ForeignKey> references) {
  public static final TableKeys NONE = new TableKeys(List.of(), List.of());

  private static final int LONGEST_NAME = 64;

  public TableKeys {
    primary = List.copyOf(primary);
    references = List.copyOf(references);
  }

  /**
   * The checks that follow from them: {@code primary-key}, and {@code references-COLUMN}, with
   * {@code -TABLE} if the column refers to several.
   */
  public List<TableCheck> checks() {
    List<TableCheck> checks = new ArrayList<>();
    if (!primary.isEmpty()) {
      checks.add(new TableCheck("primary-key", new TableRule.PrimaryKey(primary), Severity.WARN));
    }
    for (TableRule.ForeignKey key : references) {
      boolean isOnly =
          references.stream().filter(other -> other.column().equals(key.column())).count() == 1;
      String to = isOnly ? key.column() : key.column() + "_" + key.table().replace('.', '_');
      String name = "references-" + to.replace('_', '-');
      checks.add(
          new TableCheck(
              name.substring(0, Math.min(LONGEST_NAME, name.length())), key, Severity.WARN));
    }
    return checks;
  }
}
