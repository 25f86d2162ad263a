package dev.sluice.localaws.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Pages of a folder's keys come to what one sorts all of its keys by their bytes and cuts. */
class SortedKeysPropertyTest {
  /** What sorts before, at and behind a slash, and characters that a String sorts otherwise. */
  private static final List<String> NAMES =
      List.of("a", "a-b", "a.b", "a0", "b", "B", "!", "ab", "ü", "\uffee", "\ud83d\ude00", "z=1");

  @Property(tries = 300)
  void pagesAreCutFromAllKeysInTheOrderOfTheirBytes(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int files,
      @ForAll @IntRange(min = 1, max = 7) int page,
      @ForAll boolean isOfOneLevel)
      throws IOException {
    Random random = new Random(seed);
    Path bucket = Files.createTempDirectory("keys-");
    SortedSet<String> keys = new TreeSet<>(SortedKeysPropertyTest::compareBytes);
    for (int i = 0; i < files; i++) {
      put(bucket, key(random), random.nextInt(8) == 0, keys);
    }
    List<String> prefixes = new ArrayList<>(List.of("", "a", "a/", "a/b", "none/", "ü/"));
    prefixes.addAll(keys);
    String prefix = prefixes.get(random.nextInt(prefixes.size()));

    assertThat(walk(bucket, prefix, "", isOfOneLevel, Integer.MAX_VALUE))
        .isEqualTo(expected(keys, prefix, "", isOfOneLevel));
    List<String> paged = new ArrayList<>();
    String after = "";
    List<String> next = walk(bucket, prefix, after, isOfOneLevel, page);
    while (!next.isEmpty()) {
      paged.addAll(next);
      after = next.get(next.size() - 1);
      next = walk(bucket, prefix, after, isOfOneLevel, page);
    }
    assertThat(paged).isEqualTo(expected(keys, prefix, "", isOfOneLevel));
    String any = key(random);
    assertThat(walk(bucket, prefix, any, isOfOneLevel, Integer.MAX_VALUE))
        .isEqualTo(expected(keys, prefix, any, isOfOneLevel));
    Folder.delete(bucket);
  }

  private static String key(Random random) {
    StringBuilder key = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
    while (random.nextInt(3) > 0) {
      key.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
    }
    return key.toString();
  }

  private static void put(Path bucket, String key, boolean isFolder, SortedSet<String> keys)
      throws IOException {
    boolean isTaken =
        keys.stream().anyMatch(other -> key.startsWith(other + "/"))
            || (!isFolder && keys.stream().anyMatch(other -> other.startsWith(key + "/")))
            || (isFolder && keys.contains(key));
    if (isTaken) {
      return; // a file can't be a folder of another
    }
    Path file = bucket.resolve(key);
    Files.createDirectories(isFolder ? file : file.getParent());
    if (isFolder) {
      Etags.set(file, new byte[16]);
      keys.add(key + "/");
    } else {
      Files.writeString(file, key);
      keys.add(key);
    }
  }

  private static List<String> walk(
      Path bucket, String prefix, String after, boolean isOfOneLevel, int most) throws IOException {
    SortedKeys walk = new SortedKeys(bucket, prefix, after, isOfOneLevel);
    List<String> found = new ArrayList<>();
    Optional<SortedKeys.Entry> next = walk.next();
    while (next.isPresent() && found.size() < most) {
      SortedKeys.Entry entry = next.get();
      assertThat(entry.isPrefix() || Files.exists(entry.file())).isTrue();
      found.add(entry.name());
      next = walk.next();
    }
    return found;
  }

  private static List<String> expected(
      SortedSet<String> keys, String prefix, String after, boolean isOfOneLevel) {
    SortedSet<String> names = new TreeSet<>(SortedKeysPropertyTest::compareBytes);
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        int slash = isOfOneLevel ? key.indexOf('/', prefix.length()) : -1;
        names.add(slash < 0 ? key : key.substring(0, slash + 1));
      }
    }
    names.removeIf(name -> compareBytes(name, after) <= 0);
    return List.copyOf(names);
  }

  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
