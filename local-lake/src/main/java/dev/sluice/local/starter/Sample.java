package dev.sluice.local.starter;

import dev.sluice.core.csv.CsvDialect;
import java.util.List;
import java.util.Optional;

/**
 * Records of which a definition is to be made.
 *
 * @param name of where they are from, as a pipeline may be named
 * @param records each a JSON object; of CSV all values are texts, and empty cells are left out
 * @param csv how the file is written; empty: it is JSON
 * @param items a pointer to the list of records in the one document; empty: they stand alone
 * @param isCut whether there are more, which were not looked at
 * @param repeats records that were the same as one before, which are left out
 * @param remarks on what was passed over
 */
record Sample(
    String name,
    List<byte[]> records,
    Optional<CsvDialect> csv,
    Optional<String> items,
    boolean isCut,
    int repeats,
    List<String> remarks) {
  Sample {
    records = List.copyOf(records);
    remarks = List.copyOf(remarks);
  }
}
