package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.survey.KnownManifests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger of which one object says what all units are made of. The ledger's own objects never
 * change, so what was read of one holds as long as the table names it; only those are read that it
 * names since then. Where nothing is kept, the ledger is read.
 */
final class KnownLedger {
  /** When the ledger has more objects than this that are not known, what is known is kept anew. */
  private static final int MOST_READ = 8;

  private final Optional<KnownManifests> known;
  private int read;

  KnownLedger(Optional<KnownManifests> known) {
    this.known = known;
  }

  /** Reads what is known. */
  void load() throws IOException {
    if (known.isPresent()) {
      known.get().load();
    }
    read = 0;
  }

  /** What a unit is made of; empty: there is none, or nobody knows. */
  Optional<PartitionManifest> manifest(Ledger ledger, UnitDraft.UnitName name) throws IOException {
    String shard = Ledger.shard(name.ordinal());
    Optional<String> object = ledger.object(shard);
    if (known.isEmpty() || object.isEmpty()) {
      return ledger.unit(name.path(), name.ordinal()).flatMap(MadeUnit::manifest);
    }
    read(known.get(), ledger, shard, object.get());
    return known.get().of(shard, name.path()).flatMap(PartitionManifest::of);
  }

  /** The paths of all units. */
  List<String> paths(Ledger ledger) throws IOException {
    if (known.isEmpty()) {
      return ledger.all().stream().map(MadeUnit::path).toList();
    }
    Map<String, String> objects = ledger.objects();
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, String> object : objects.entrySet()) {
      read(known.get(), ledger, object.getKey(), object.getValue());
      paths.addAll(known.get().paths(object.getKey()));
    }
    if (known.get().retainGroups(objects.keySet())) {
      known.get().save(); // what is left of a plain table must not be believed when it is one again
    }
    return paths;
  }

  private void read(KnownManifests of, Ledger ledger, String shard, String object)
      throws IOException {
    if (!of.has(shard, object)) {
      of.put(shard, object, ledger.in(shard).stream().map(KnownLedger::info).toList());
      read++;
    }
  }

  private static ObjectInfo info(MadeUnit unit) {
    return new ObjectInfo(unit.path(), 0, "", unit.at(), unit.made());
  }

  /** Forgets what was known of the table while its partitions were objects. */
  void forget() throws IOException {
    if (known.isPresent()) {
      known.get().delete();
    }
    read = 0;
  }

  /** Keeps what is known, if it saves enough requests. */
  void remember() throws IOException {
    if (read > MOST_READ && known.isPresent()) {
      known.get().save();
      read = 0;
    }
  }
}
