package dev.sluice.core.pipeline;

import java.util.Locale;

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
  TIMESTAMP("timestamp"),
  /**
   * Of columns: a number that is exact, with {@link Digits}; Parquet DECIMAL; Glue {@code
   * decimal(P,S)}.
   */
  DECIMAL("decimal"),
  /** Of columns: a timestamp in microseconds; Parquet TIMESTAMP_MICROS adjusted to UTC. */
  TIMESTAMP_MICROS("timestamp"),
  /** Of columns: bytes that came as a text in base64; Parquet BYTE_ARRAY; Glue {@code binary}. */
  BINARY("binary");

  private static final FieldType[] OF_RECORDS = {
    STRING, INT, LONG, FLOAT, DOUBLE, BOOLEAN, DATE, TIMESTAMP
  };

  private final String glueType;

  FieldType(String glueType) {
    this.glueType = glueType;
  }

  /** The types of records' fields; columns may have others. */
  public static FieldType[] ofRecords() {
    return OF_RECORDS.clone();
  }

  /** Thrown where only types of records' fields come. */
  public IllegalArgumentException notOfRecords() {
    return new IllegalArgumentException("Fields of records are not of type " + this);
  }

  public boolean isWhole() {
    return this == INT || this == LONG;
  }

  public boolean isNumber() {
    return isWhole() || this == FLOAT || this == DOUBLE || this == DECIMAL;
  }

  public boolean isTime() {
    return this == DATE || this == TIMESTAMP || this == TIMESTAMP_MICROS;
  }

  /** The type as a definition has it. */
  public String word() {
    return this == TIMESTAMP_MICROS ? "timestamp(6)" : name().toLowerCase(Locale.ROOT);
  }

  /** The type's name in the Glue Data Catalog (Hive DDL); a decimal's without its digits. */
  public String glueType() {
    return glueType;
  }
}
