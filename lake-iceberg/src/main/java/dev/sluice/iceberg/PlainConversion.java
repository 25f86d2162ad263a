package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.TableGate;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPaths;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;

/**
 * Turns a table of plain objects into an Iceberg table, in one commit that has all its rows, made
 * of raw: the old files count milliseconds, which engines that know Iceberg would compare wrongly
 * with microseconds. If raw does not have all of them, the table stays plain. The objects stay
 * until orphans are swept, for whoever is reading them.
 */
final class PlainConversion {
  private static final int HASH = 16;
  private static final int MOST_NAMED = 3;

  private final IcebergLake lake;
  private final Pipeline pipeline;
  private final TrustedTable table;
  private final TableMetadata start;
  private final PartitionKeeper plain;
  private final boolean isInCatalog;

  /**
   * The conversion of a table that is not one of Iceberg, if the catalog has it or its folder has
   * plain objects.
   *
   * @param pinned as it was looked at
   * @param start what the table is to be, without rows
   */
  static Optional<PlainConversion> of(
      IcebergLake lake,
      Pipeline pipeline,
      TrustedTable table,
      TableMetadata start,
      PinnedTable pinned)
      throws IOException {
    PlainConversion conversion =
        new PlainConversion(lake, pipeline, table, start, pinned.isOfAnotherFormat());
    return !pinned.exists()
            && (pinned.isOfAnotherFormat() || conversion.objects().findAny().isPresent())
        ? Optional.of(conversion)
        : Optional.empty();
  }

  private PlainConversion(
      IcebergLake lake,
      Pipeline pipeline,
      TrustedTable table,
      TableMetadata start,
      boolean isInCatalog) {
    this.isInCatalog = isInCatalog;
    this.lake = lake;
    this.pipeline = pipeline;
    this.table = table;
    this.start = start;
    plain = PartitionTransform.plain(pipeline, lake.store(), new ParquetTableWriter());
  }

  TableMetadata start() {
    return start;
  }

  /** Who keeps the partitions as they are. */
  PartitionKeeper plain() {
    return plain;
  }

  /** Where units wait; those of another design are of no use. */
  String stage() {
    String design = SchemaParser.toJson(start.schema()) + PartitionSpecParser.toJson(start.spec());
    return "from-plain-" + PartitionFingerprint.sha256(design).substring(0, HASH);
  }

  /** Refuses a table that lies elsewhere, or whose partitions are of other fields. */
  TableGate gate() throws IOException {
    Optional<String> found = lake.catalog().folder(table.name());
    if (found.isEmpty() && isInCatalog) {
      return new TableGate.Refused(
          "The catalog has a view, or a table without a folder, of the name '%s'. Drop it, or give the pipeline's table another name"
              .formatted(table.name()));
    }
    Optional<String> elsewhere =
        found.filter(folder -> !folder.replaceAll("/+$", "").equals(start.location()));
    if (elsewhere.isPresent()) {
      return new TableGate.Refused(
          "Table '%s' lies in '%s' and is to lie in '%s/', so it stays plain. Copy its objects there and drop the table from the catalog (its data stays), or give it another name, to make it of raw alone"
              .formatted(table.name(), elsewhere.get(), start.location()));
    }
    Optional<String> other = objects().filter(key -> path(key).isEmpty()).findFirst();
    return other.isEmpty()
        ? TableGate.OPEN
        : new TableGate.Refused(
            "Table '%s' has partitions of other fields than its definition, e.g. '%s', and stays plain. Give it the partition fields that it has, or a time transform as fine as they are; or another name, to make it of raw alone"
                .formatted(table.name(), other.get()));
  }

  private Stream<String> objects() throws IOException {
    try (Stream<ObjectInfo> listing = lake.store().list(pipeline.location(table).prefix() + "/")) {
      return listing
          .map(ObjectInfo::key)
          .filter(key -> key.endsWith("/part-0.parquet"))
          .toList()
          .stream();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<String> path(String key) {
    return new TrustedPaths(pipeline, table)
        .read(key)
        .filter(partition -> partition.trustedKey().equals(key))
        .map(TrustedPartition::path);
  }

  /**
   * Makes the table.
   *
   * @param units all that it is to have
   * @throws IOException if some of its partitions are not among them; or there was no answer, then
   *     it may be made
   */
  void commit(Collection<MadeUnit> units, String run, Map<String, String> summary)
      throws IOException {
    mustHaveAll(units);
    lake.change(
        table.name(),
        "converted",
        pinned -> {
          if (!pinned.exists()) {
            make(pinned, units, run, summary);
          }
          return pinned;
        });
  }

  private void mustHaveAll(Collection<MadeUnit> units) throws IOException {
    Set<String> missing = new TreeSet<>();
    objects().map(this::path).flatMap(Optional::stream).forEach(missing::add);
    missing.removeAll(units.stream().map(MadeUnit::path).collect(Collectors.toSet()));
    if (!missing.isEmpty()) {
      throw new IOException(
          "Table '%s' stays plain until all its partitions can be made of raw, and %d can't, e.g. %s"
              .formatted(
                  table.name(),
                  missing.size(),
                  missing.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))));
    }
  }

  private void make(
      PinnedTable pinned, Collection<MadeUnit> units, String run, Map<String, String> summary)
      throws IOException {
    String commit = TableCommit.newName();
    Ledger ledger = new Ledger(lake.io(), start, lake.ledgerOf(table.name()));
    Map<String, String> properties = new TreeMap<>(start.properties());
    properties.putAll(ledger.with(units, commit));
    properties.put(ForeignWalk.COMMIT, commit);
    TableMetadata named =
        TableMetadata.newTableMetadata(start.schema(), start.spec(), start.location(), properties);
    Transaction transaction = Transactions.createTableTransaction(table.name(), pinned, named);
    AppendFiles append = transaction.newAppend().scanManifestsWith(new SameThread());
    for (MadeUnit unit : units) {
      unit.files().forEach(append::appendFile);
    }
    summary.forEach(append::set);
    append.set(TableCommit.RUN, run).set(ForeignWalk.COMMIT, commit).commit();
    transaction.commitTransaction();
  }
}
