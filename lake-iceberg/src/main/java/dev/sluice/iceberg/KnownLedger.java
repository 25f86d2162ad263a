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
 * names since then.
 */
final class KnownLedger {
  /** When the ledger has more objects than this that are not known, what is known is kept anew. */
  private static final int MOST_READ = 8;

  private final KnownManifests known;
  private int read;

  KnownLedger(KnownManifests known) {
    this.known = known;
  }

  /** Reads what is known. */
  void load() throws IOException {
    known.load();
    read = 0;
  }

  /** What a unit is made of; empty: there is none, or nobody knows. */
  Optional<PartitionManifest> manifest(Ledger ledger, UnitDraft.UnitName name) throws IOException {
    String shard = Ledger.shard(name.ordinal());
    Optional<String> object = ledger.object(shard);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    read(ledger, shard, object.get());
    return known.of(shard, name.path()).flatMap(PartitionManifest::of);
  }

  /** The paths of all units. */
  List<String> paths(Ledger ledger) throws IOException {
    Map<String, String> objects = ledger.objects();
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, String> object : objects.entrySet()) {
      read(ledger, object.getKey(), object.getValue());
      paths.addAll(known.paths(object.getKey()));
    }
    known.retainGroups(objects.keySet());
    return paths;
  }

  private void read(Ledger ledger, String shard, String object) throws IOException {
    if (!known.has(shard, object)) {
      known.put(shard, object, ledger.in(shard).stream().map(KnownLedger::info).toList());
      read++;
    }
  }

  private static ObjectInfo info(MadeUnit unit) {
    return new ObjectInfo(unit.path(), 0, "", unit.at(), unit.made());
  }

  /** Keeps what is known, if it saves enough requests. */
  void remember() throws IOException {
    if (read > MOST_READ) {
      known.save();
      read = 0;
    }
  }
}
