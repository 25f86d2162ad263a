package dev.sluice.localaws.crawler.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder of keys: what is in its objects, and the folders in it. */
public final class Folder {
  private final String name;
  private final String key;
  private final Map<String, Folder> children = new TreeMap<>();
  private final List<Contents> kinds = new ArrayList<>();

  /**
   * @param name its own; of a bucket, the bucket's
   * @param key with which all its objects' keys begin: empty, or ending with a slash
   */
  public Folder(String name, String key) {
    this.name = name;
    this.key = key;
  }

  String name() {
    return name;
  }

  public String key() {
    return key;
  }

  List<Folder> children() {
    return List.copyOf(children.values());
  }

  Folder child(String childName) {
    return children.computeIfAbsent(childName, n -> new Folder(n, key + n + "/"));
  }

  /** The folder in this one that an object's key belongs to, made if it is not there. */
  public Folder of(String objectKey) {
    Folder at = this;
    String rest = objectKey.substring(key.length());
    for (int slash = rest.indexOf('/'); slash >= 0; slash = rest.indexOf('/')) {
      at = at.child(rest.substring(0, slash));
      rest = rest.substring(slash + 1);
    }
    return at;
  }

  /** Takes an object; those that are alike are counted together, so that memory stays bounded. */
  public void add(Contents object, Likeness likeness) {
    for (int i = 0; i < kinds.size(); i++) {
      if (likeness.alike(kinds.get(i), object)) {
        kinds.set(i, kinds.get(i).and(object));
        return;
      }
    }
    kinds.add(object);
  }

  /** What most of its own objects are; empty: it has none. */
  Optional<Contents> contents() {
    return kinds.stream().max(Comparator.comparingLong(Contents::objects));
  }

  /** How many of its own objects are of other kinds than {@link #contents}. */
  long others() {
    long all = kinds.stream().mapToLong(Contents::objects).sum();
    return all - contents().map(Contents::objects).orElse(0L);
  }

  /** The folders with objects of their own, this one included, and their ways from here. */
  List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    collect(List.of(), leaves);
    return leaves;
  }

  private void collect(List<String> way, List<Leaf> leaves) {
    contents().ifPresent(found -> leaves.add(new Leaf(this, way, found)));
    for (Folder child : children.values()) {
      List<String> further = new ArrayList<>(way);
      further.add(child.name);
      child.collect(further, leaves);
    }
  }

  /**
   * A folder with objects.
   *
   * @param way the names of the folders down to it
   */
  public record Leaf(Folder folder, List<String> way, Contents contents) {}
}
