package dev.sluice.core.pipeline.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

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
   * {@code -TABLE} if the column refers to several, and {@code -REFERENCED} if to several columns
   * of one. A name that is too long, or that another has too, ends with a hash.
   */
  public List<TableCheck> checks() {
    List<TableCheck> checks = new ArrayList<>();
    if (!primary.isEmpty()) {
      checks.add(new TableCheck("primary-key", new TableRule.PrimaryKey(primary), Severity.WARN));
    }
    for (TableRule.ForeignKey key : references) {
      checks.add(new TableCheck(name(key), key, Severity.WARN));
    }
    return checks;
  }

  private String name(TableRule.ForeignKey key) {
    String name = told(key);
    boolean isOnly = references.stream().map(this::told).filter(name::equals).count() == 1;
    if (isOnly && name.length() <= LONGEST_NAME) {
      return name;
    }
    CRC32 hash = new CRC32();
    hash.update(key.toString().getBytes(UTF_8));
    String end = "-%08x".formatted(hash.getValue());
    return name.substring(0, Math.min(LONGEST_NAME - end.length(), name.length())) + end;
  }

  private String told(TableRule.ForeignKey key) {
    List<TableRule.ForeignKey> ofColumn =
        references.stream().filter(other -> other.column().equals(key.column())).toList();
    boolean isOnly = ofColumn.size() == 1;
    boolean isOnlyOfTable =
        ofColumn.stream().filter(other -> other.table().equals(key.table())).count() == 1;
    String told =
        "references-"
            + key.column()
            + (isOnly ? "" : "-" + key.table())
            + (isOnlyOfTable ? "" : "-" + key.referenced());
    return told.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
  }
}
