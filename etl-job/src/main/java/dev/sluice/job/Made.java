package dev.sluice.job;

import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.flaw.FlawsJson;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What became of a partition.
 *
 * @param target its number
 * @param rows how many it has; -1: it was left as it was
 * @param key of the raw object that can't be read; empty: the rows were refused
 * @param reason what is wrong with that
 * @param flaws of rows that were refused
 */
record Made(int target, long rows, String key, String reason, Flaws flaws) {
  static final StructType TYPE =
      new StructType()
          .add("target", DataTypes.IntegerType, false)
          .add("rows", DataTypes.LongType, false)
          .add("unreadable", DataTypes.StringType, false)
          .add("reason", DataTypes.StringType, false)
          .add("flaws", DataTypes.StringType, false);

  static Made of(Row row) {
    Flaws flaws = new Flaws(FlawsJson.ofAscii(row.getString(4)));
    return new Made(row.getInt(0), row.getLong(1), row.getString(2), row.getString(3), flaws);
  }

  Row toRow() {
    return RowFactory.create(target, rows, key, reason, FlawsJson.ascii(flaws.all()));
  }

  boolean isRewritten() {
    return rows >= 0;
  }
}
