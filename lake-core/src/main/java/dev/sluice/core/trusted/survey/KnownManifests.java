package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the partitions of a table say that they are made of, kept in one object, so that not each of
 * them has to be asked: {@code state/PIPELINE/survey/tables/TABLE.gz}. It lies in groups, each of
 * which holds as long as its version is the one that the table has. Lost, or not readable, it costs
 * the requests that it saves.
 */
public final class KnownManifests {
  private static final int VERSION = 1;

  private final ObjectStore store;
  private final String key;
  private final TreeMap<String, Group> groups = new TreeMap<>();
  private boolean isChanged;

  private record Group(String version, TreeMap<String, ObjectInfo> partitions) {}

  /** Of a table; nothing is known before it is loaded. */
  public KnownManifests(ObjectStore store, String pipeline, String table) {
    this.store = store;
    key = new LakeLayout(pipeline).knownTables() + table + ".gz";
  }

  /** Reads what is known. False: nothing is. */
  public boolean load() throws IOException {
    groups.clear();
    isChanged = false;
    try (StoredObject object = store.get(key).orElse(null)) {
      return object != null && read(object);
    }
  }

  private boolean read(StoredObject object) throws IOException {
    byte[] bytes = object.content().readAllBytes();
    try {
      read(bytes);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      groups.clear();
      return false;
    }
  }

  /** Whether a group is known in that version. */
  public boolean has(String group, String version) {
    Group known = groups.get(group);
    return known != null && known.version.equals(version);
  }

  /** The paths of a group; none, if nothing is known of it. */
  public Set<String> paths(String group) {
    Group known = groups.get(group);
    return known == null ? Set.of() : new TreeSet<>(known.partitions.keySet());
  }

  /** What is known of a partition; empty: it has to be asked. Without metadata: the same. */
  public Optional<ObjectInfo> of(String group, String path) {
    return Optional.ofNullable(groups.get(group)).map(known -> known.partitions.get(path));
  }

  /** All partitions of a group, instead of those that were known of it. */
  public void put(String group, String version, Collection<ObjectInfo> partitions) {
    TreeMap<String, ObjectInfo> all = new TreeMap<>();
    partitions.forEach(partition -> all.put(partition.key(), partition));
    groups.put(group, new Group(version, all));
    isChanged = true;
  }

  /** One partition of a group that is known. */
  public void put(String group, ObjectInfo partition) {
    isChanged |= !partition.equals(groups.get(group).partitions.put(partition.key(), partition));
  }

  /** Forgets partitions. */
  public void removeIf(String group, Predicate<String> isGone) {
    Group known = groups.get(group);
    isChanged |= known != null && known.partitions.keySet().removeIf(isGone);
  }

  /** Forgets groups that the table has no longer. True: there were such. */
  public boolean retainGroups(Set<String> names) {
    boolean isLess = groups.keySet().retainAll(names);
    isChanged |= isLess;
    return isLess;
  }

  /** Whether something is known now that is not kept. */
  public boolean isChanged() {
    return isChanged;
  }

  /** Keeps what is known. */
  public void save() throws IOException {
    if (isChanged) {
      store.put(PutObject.of(key, bytes(), "application/gzip"));
      isChanged = false;
    }
  }

  /** Forgets everything, and keeps nothing. */
  public void delete() throws IOException {
    groups.clear();
    isChanged = false;
    store.delete(key);
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(VERSION);
      out.writeInt(groups.size());
      for (Map.Entry<String, Group> group : groups.entrySet()) {
        out.writeUTF(group.getKey());
        out.writeUTF(group.getValue().version);
        out.writeInt(group.getValue().partitions.size());
        for (ObjectInfo partition : group.getValue().partitions.values()) {
          write(out, partition);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, ObjectInfo partition) throws IOException {
    out.writeUTF(partition.key());
    out.writeUTF(partition.etag());
    RawPart.write(out, partition.modified());
    out.writeInt(partition.metadata().size());
    for (Map.Entry<String, String> entry : new TreeMap<>(partition.metadata()).entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
  }

  private void read(byte[] bytes) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readInt() != VERSION) {
        throw new IOException("it is of another version");
      }
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        Group group = new Group(in.readUTF(), new TreeMap<>());
        for (int more = in.readInt(); more > 0; more--) {
          ObjectInfo partition = partition(in);
          group.partitions.put(partition.key(), partition);
        }
        groups.put(name, group);
      }
    }
  }

  private static ObjectInfo partition(DataInputStream in) throws IOException {
    String path = in.readUTF();
    String etag = in.readUTF();
    Instant modified = RawPart.instant(in);
    Map<String, String> metadata = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      metadata.put(in.readUTF().intern(), in.readUTF());
    }
    return new ObjectInfo(path, 0, etag, modified, metadata);
  }
}
