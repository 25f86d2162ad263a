package dev.sluice.etl;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a native image has to know of Parquet: it looks its bit packing up by these names, in its
 * class Packer.
 */
@RegisterForReflection(
    classNames = {
      "org.apache.parquet.column.values.bitpacking.ByteBitPackingBE",
      "org.apache.parquet.column.values.bitpacking.ByteBitPackingLE",
      "org.apache.parquet.column.values.bitpacking.ByteBitPackingForLongBE",
      "org.apache.parquet.column.values.bitpacking.ByteBitPackingForLongLE",
      "org.apache.parquet.column.values.bitpacking.LemireBitPackingBE",
      "org.apache.parquet.column.values.bitpacking.LemireBitPackingLE"
    },
    methods = false)
final class NativeParquet {
  private NativeParquet() {}
}
