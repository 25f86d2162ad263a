package dev.sluice.core.pipeline;

/**
 * What a pipeline's records look like and which of their fields identify, date and order them.
 *
 * @param idField the field that identifies a record; equal ids are duplicates
 * @param timeField the field with the event time; type {@code timestamp} or {@code date}
 * @param keyField the field used as partition key; records of one key stay in order
 * @param schema all fields
 * @param timeFormat how event times are written
 * @param packing what is taken off the stream's records first
 */
public record RecordSpec(
    String idField,
    String timeField,
    String keyField,
    Schema schema,
    TimeFormat timeFormat,
    Packing packing) {
  public RecordSpec {
    for (String name : new String[] {idField, timeField, keyField}) {
      if (schema.field(name).isEmpty()) {
        throw new IllegalArgumentException("Field '" + name + "' is not in the schema");
      }
    }
  }

  /** With event times as they usually are, and nothing around a record. */
  public RecordSpec(String idField, String timeField, String keyField, Schema schema) {
    this(idField, timeField, keyField, schema, TimeFormat.USUAL, Packing.PLAIN);
  }
}
