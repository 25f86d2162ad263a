package dev.sluice.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.ObjectsAhead.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ObjectsAheadPropertyTest {
  private static final String PREFIX = "raw/";

  @Property(tries = 200)
  void givesWhatTheStoreHas(
      @ForAll Random random,
      @ForAll @IntRange(max = 8) int objects,
      @ForAll @IntRange(max = 400) int bytes)
      throws IOException {
    AskedStore lake = new AskedStore();
    for (int i = 0; i < random.nextInt(40); i++) {
      byte[] content = new byte[random.nextInt(150)];
      random.nextBytes(content);
      String key = PREFIX + "%03d".formatted(i);
      lake.put(PutObject.of(key, content, "text/plain"));
      if (random.nextInt(5) == 0) {
        lake.failing.add(key);
      }
    }
    List<ObjectInfo> listed = lake.list(PREFIX).toList();
    List<ObjectInfo> seen = new ArrayList<>();
    try (ObjectsAhead ahead =
        new ObjectsAhead(lake, listed.iterator(), new Limits(objects, bytes))) {
      while (ahead.hasNext()) {
        ObjectInfo object = ahead.next();
        seen.add(object);
        if (random.nextInt(4) > 0) {
          assertOpens(ahead, object, lake);
        }
      }
    }
    assertThat(seen).isEqualTo(listed);
  }

  private static void assertOpens(ObjectsAhead ahead, ObjectInfo object, AskedStore lake)
      throws IOException {
    try (StoredObject opened = opened(ahead, object)) {
      lake.failing.remove(object.key());
      assertThat(opened.content().readAllBytes())
          .isEqualTo(lake.get(object.key()).orElseThrow().content().readAllBytes());
    }
  }

  private static StoredObject opened(ObjectsAhead ahead, ObjectInfo object) throws IOException {
    try {
      return ahead.open(object).orElseThrow();
    } catch (IOException e) {
      return ahead.open(object).orElseThrow();
    }
  }
}
