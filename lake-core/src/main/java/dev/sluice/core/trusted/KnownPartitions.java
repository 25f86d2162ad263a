package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.survey.KnownManifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Partitions that are objects, of which is kept what they are made of. A partition that may be made
 * again is forgotten, and that is kept, before it is: so what is known is always true, whenever a
 * run is stopped. The first look at a table after an audit compares it with a listing, and keeps
 * that it did; so does the first one at another location.
 */
final class KnownPartitions implements PartitionKeeper {
  private static final String ALL = "";

  /** A group without partitions, whose version is the audit after which all were compared. */
  private static final String COMPARED = "compared";

  private final PlainPartitions plain;
  private final Map<String, KnownManifests> tables = new HashMap<>();
  private final Map<String, String> toCompare = new HashMap<>();
  private final List<TrustedPartition> made = new ArrayList<>();

  KnownPartitions(PlainPartitions plain) {
    this.plain = plain;
  }

  @Override
  public void look(TrustedTable table, Optional<Instant> audited) throws IOException {
    KnownManifests known = new KnownManifests(plain.store(), plain.pipeline().name(), table.name());
    known.load();
    if (!known.has(ALL, version(table))) {
      known.retainGroups(Set.of());
      known.put(ALL, version(table), List.of());
    }
    toCompare.remove(table.name());
    String audit = audited.map(Instant::toString).orElse("");
    if (audit.isEmpty() || !known.has(COMPARED, audit)) {
      toCompare.put(table.name(), audit);
    }
    tables.put(table.name(), known);
  }

  /** What is known of objects at another location says nothing of the table's. */
  private String version(TrustedTable table) {
    TrustedTable.Location at = plain.pipeline().location(table);
    return at.style() + " " + at.prefix();
  }

  private Optional<KnownManifests> known(TrustedTable table) {
    return table.partition().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(tables.get(table.name()));
  }

  @Override
  public Optional<PartitionManifest> manifest(TrustedPartition partition) throws IOException {
    Optional<KnownManifests> known = known(partition.table());
    if (known.isEmpty()) {
      return plain.manifest(partition);
    }
    String path = partition.path();
    Optional<ObjectInfo> object =
        known.get().of(ALL, path).filter(found -> !found.metadata().isEmpty());
    if (object.isEmpty()) {
      object = plain.store().head(partition.trustedKey());
      object.ifPresentOrElse(
          found -> known.get().put(ALL, as(path, found)),
          () -> known.get().removeIf(ALL, path::equals));
    }
    return object.flatMap(PartitionManifest::of);
  }

  private static ObjectInfo as(String path, ObjectInfo found) {
    return new ObjectInfo(path, 0, found.etag(), found.modified(), found.metadata());
  }

  /** There is such a partition, and nobody knows of what it is made. */
  private static void ask(KnownManifests known, String path, String etag) {
    known.put(ALL, new ObjectInfo(path, 0, etag, Instant.EPOCH, Map.of()));
  }

  @Override
  public List<TrustedPartition> gone(TrustedTable table, List<TrustedPartition> inRaw)
      throws IOException {
    Optional<KnownManifests> found = known(table);
    if (found.isEmpty()) {
      return plain.gone(table, inRaw);
    }
    KnownManifests known = found.get();
    if (toCompare.containsKey(table.name())) {
      compare(table, known);
      known.put(COMPARED, toCompare.remove(table.name()), List.of());
      known.save();
    }
    Map<String, TrustedPartition> raw =
        inRaw.stream().collect(Collectors.toMap(TrustedPartition::path, Function.identity()));
    List<TrustedPartition> gone = new ArrayList<>();
    for (String path : known.paths(ALL)) {
      if (!raw.containsKey(path)) {
        read(table, path).ifPresent(gone::add);
      } else if (!isMadeOf(known, raw.get(path))) {
        ask(known, path, "");
      }
    }
    return gone;
  }

  private static boolean isMadeOf(KnownManifests known, TrustedPartition partition) {
    return known
        .of(ALL, partition.path())
        .flatMap(PartitionManifest::of)
        .filter(made -> made.fingerprint().equals(partition.fingerprint()))
        .isPresent();
  }

  private Optional<TrustedPartition> read(TrustedTable table, String path) {
    return new TrustedPaths(plain.pipeline(), table)
        .read(plain.pipeline().location(table).prefix() + "/" + path + "/part-0.parquet");
  }

  /** Objects that are not those that are known have to be asked. */
  private void compare(TrustedTable table, KnownManifests known) throws IOException {
    TrustedPaths trusted = new TrustedPaths(plain.pipeline(), table);
    Set<String> paths = new TreeSet<>();
    String prefix = plain.pipeline().location(table).prefix() + "/";
    try (Stream<ObjectInfo> listing = plain.store().list(prefix)) {
      listing.forEach(
          object ->
              trusted
                  .read(object.key())
                  .filter(partition -> partition.trustedKey().equals(object.key()))
                  .map(TrustedPartition::path)
                  .ifPresent(
                      path -> {
                        paths.add(path);
                        boolean isSame =
                            known
                                .of(ALL, path)
                                .filter(is -> is.etag().equals(object.etag()))
                                .isPresent();
                        if (!isSame) {
                          ask(known, path, object.etag());
                        }
                      }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    known.removeIf(ALL, path -> !paths.contains(path));
  }

  @Override
  public TableGate gate(TrustedTable table, RewritePolicy policy) throws IOException {
    Optional<KnownManifests> known = known(table);
    if (known.isPresent()) {
      if (policy.rebuild().isPresent()) {
        for (String path : known.get().paths(ALL)) {
          if (read(table, path).filter(policy::isToBeRebuilt).isPresent()) {
            ask(known.get(), path, "");
          }
        }
      }
      known.get().save();
    }
    return plain.gate(table, policy);
  }

  @Override
  public void forget(TrustedPartition partition) {
    known(partition.table()).ifPresent(known -> ask(known, partition.path(), ""));
  }

  @Override
  public PartitionDraft draft(TrustedPartition partition) {
    forget(partition);
    return new KnownDraft(plain.draft(partition), () -> made.add(partition));
  }

  @Override
  public boolean isStaged(TrustedPartition partition) {
    return plain.isStaged(partition);
  }

  @Override
  public void save() throws IOException {
    for (TrustedPartition partition : made) {
      manifest(partition);
    }
    made.clear();
    remember();
  }

  @Override
  public void remember() throws IOException {
    for (KnownManifests known : tables.values()) {
      known.save();
    }
  }

  @Override
  public Map<String, String> commit(TrustedTable table, RewritePolicy policy) {
    return plain.commit(table, policy);
  }
}
