package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.util.Optional;

/** What is known of raw, as it was loaded. It is saved only over what was loaded. */
final class SavedSurvey {
  private final ObjectStore store;
  private final String key;
  private final SurveyDocument document;
  private Optional<Condition> version;

  private SavedSurvey(ObjectStore store, String key, SurveyDocument document, Condition version) {
    this.store = store;
    this.key = key;
    this.document = document;
    this.version = Optional.of(version);
  }

  /** Loads it. What can't be read is as good as nothing: then everything is listed. */
  static SavedSurvey load(RawSurvey.Settings settings) throws IOException {
    ObjectStore store = settings.store();
    String key = new LakeLayout(settings.pipeline().name()).rawSurvey();
    try (StoredObject object = store.get(key).orElse(null)) {
      if (object == null) {
        return new SavedSurvey(store, key, new SurveyDocument(), new Condition.Absent());
      }
      byte[] bytes = object.content().readAllBytes();
      return new SavedSurvey(store, key, read(bytes), new Condition.Matches(object.info().etag()));
    }
  }

  private static SurveyDocument read(byte[] bytes) {
    try {
      return SurveyDocument.read(bytes);
    } catch (IOException | IllegalArgumentException e) {
      return new SurveyDocument();
    }
  }

  SurveyDocument document() {
    return document;
  }

  /** Whether it was saved; false: somebody else was faster, now or before. */
  boolean save() throws IOException {
    if (version.isPresent()) {
      version =
          store
              .put(PutObject.of(key, document.bytes(), "application/gzip").when(version.get()))
              .map(Condition.Matches::new);
    }
    return version.isPresent();
  }
}
