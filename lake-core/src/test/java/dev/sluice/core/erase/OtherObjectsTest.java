package dev.sluice.core.erase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherObjectsTest {
  private static final EraseRequest REQUEST =
      new EraseRequest("customer", "Berta-4711", EraseRequest.ALL, false);

  @TempDir Path folder;

  private List<String> left(InMemoryObjectStore store) throws IOException {
    EraseProgress progress = new EraseProgress(REQUEST.id());
    OtherObjects others =
        new OtherObjects(store, new LakeLayout("shop"), folder, progress, REQUEST);
    for (ResumedListing.Folder each : others.folders()) {
      try (Stream<ObjectInfo> listing = store.list(each.prefix());
          ObjectsAhead objects = new ObjectsAhead(store, listing.iterator(), each.ahead())) {
        while (objects.hasNext()) {
          each.task().with(objects.next(), objects);
        }
      }
    }
    return progress.left();
  }

  private static <S extends InMemoryObjectStore> S withExamples(S store) throws IOException {
    store.put(
        PutObject.of(
            "checks/shop/1.json",
            "{\"example\":\"customer=Berta-4711\"}\n".getBytes(UTF_8),
            "application/json"));
    store.put(
        PutObject.of(
            "alerts/shop/1.json", "{\"subject\":\"Berta-4711\"}\n".getBytes(UTF_8), "text/plain"));
    return store;
  }

  @Test
  void whatIsChangedIsNotNamed() throws IOException {
    assertThat(left(withExamples(new InMemoryObjectStore()))).isEmpty();
  }

  @Test
  void anObjectThatOthersChangeAllTheTimeIsNamedWhicheverItIs() throws IOException {
    assertThat(left(withExamples(new ContestedStore())))
        .containsExactly(
            "alerts/shop/1.json is changed by others all the time",
            "checks/shop/1.json is changed by others all the time");
  }

  /** Whoever has looked at an object finds it changed. */
  private static final class ContestedStore extends InMemoryObjectStore {
    @Override
    public Optional<String> put(PutObject object) throws IOException {
      return object.condition() instanceof PutObject.Condition.Matches
          ? Optional.empty()
          : super.put(object);
    }
  }
}
