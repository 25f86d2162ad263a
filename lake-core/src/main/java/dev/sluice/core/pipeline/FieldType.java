package dev.sluice.core.pipeline;

/**
 * The types of record fields and table columns. Each maps to one JSON shape, one Parquet logical
 * type and one type of the Glue Data Catalog.
 */
public enum FieldType {
  /** JSON string; Parquet UTF8; Glue {@code string}. */
  STRING("string"),
  /** JSON integer of 32 bits; Parquet INT32; Glue {@code int}. */
  INT("int"),
  /** JSON integer of 64 bits; Parquet INT64; Glue {@code bigint}. */
  LONG("bigint"),
  /** JSON number; Parquet FLOAT; Glue {@code float}. */
  FLOAT("float"),
  /** JSON number; Parquet DOUBLE; Glue {@code double}. */
  DOUBLE("double"),
  /** JSON true or false; Parquet BOOLEAN; Glue {@code boolean}. */
  BOOLEAN("boolean"),
  /** JSON string {@code yyyy-MM-dd}; Parquet DATE (days since 1970-01-01); Glue {@code date}. */
  DATE("date"),
  /**
   * JSON string in ISO 8601 with an offset, or a number of epoch seconds or milliseconds; Parquet
   * TIMESTAMP_MILLIS adjusted to UTC; Glue {@code timestamp}.
   */
  TIMESTAMP("timestamp");

  private final String glueType;

  FieldType(String glueType) {
    this.glueType = glueType;
  }

  public boolean isWhole() {
    return this == INT || this == LONG;
  }

  public boolean isNumber() {
    return isWhole() || this == FLOAT || this == DOUBLE;
  }

  public boolean isTime() {
    return this == DATE || this == TIMESTAMP;
  }

  /** The type's name in the Glue Data Catalog (Hive DDL). */
  public String glueType() {
    return glueType;
  }
}
