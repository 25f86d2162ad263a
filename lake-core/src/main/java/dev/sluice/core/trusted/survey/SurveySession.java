package dev.sluice.core.trusted.survey;

import dev.sluice.core.pipeline.Input;
import dev.sluice.core.trusted.survey.RangeListing.Listed;
import dev.sluice.core.trusted.survey.RawMarks.Mark;
import dev.sluice.core.trusted.survey.SurveyDocument.Purpose;
import dev.sluice.core.trusted.survey.SurveyDocument.Sweep;
import dev.sluice.core.trusted.survey.SurveyedRaw.Looked;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One look at raw. Marks come first: what is put after a mark was listed keeps its mark. */
final class SurveySession {
  /** So many objects are listed between two saves: some hundred pages. */
  private static final int SLICE = 100_000;

  /** More marked folders of an input than this are listed in one go, from the first to the last. */
  private static final int MOST_FOLDERS = 64;

  /** As long as nothing changes, the document is written so rarely. */
  private static final Duration REFRESH = Duration.ofHours(6);

  private final RawSurvey.Settings settings;
  private final SavedSurvey saved;
  private final SurveyDocument document;
  private final SurveyRequest request;
  private final Instant began;
  private final long stopMillis;

  /** By input, since when its marked folders were listed. */
  private final Map<String, Instant> listedSince = new HashMap<>();

  private List<Mark> marks = List.of();
  private boolean isChanged;
  private long objects;

  SurveySession(
      RawSurvey.Settings settings, SavedSurvey saved, SurveyRequest request, Instant began) {
    this.settings = settings;
    this.saved = saved;
    this.document = saved.document();
    this.request = request;
    this.began = began;
    stopMillis = request.remainingMillis().getAsLong() / 2;
  }

  /** Lists the folders that have marks. */
  void listMarked() throws IOException {
    marks = settings.marks().list();
    for (Input input : settings.inputs()) {
      Map<KeyRange, Long> folders = marked(input);
      if (folders.values().stream().mapToLong(Long::longValue).sum() > MOST_FOLDERS) {
        sweepMarked(input, folders.keySet());
        continue;
      }
      for (KeyRange folder : folders.keySet()) {
        list(input, folder);
      }
      listedSince.put(input.name(), began);
    }
  }

  /** Marked ranges, and how many folders each has; without those that are listed anyway. */
  private Map<KeyRange, Long> marked(Input input) {
    Map<KeyRange, Long> marked = new LinkedHashMap<>();
    for (Mark mark : marks) {
      if (mark.input().equals(input.name())) {
        long folders = RawWindow.folders(input, mark.period());
        RawWindow.of(input, mark.period()).forEach(range -> marked.put(range, folders));
      }
    }
    List<KeyRange> newest = newest(input);
    marked.keySet().removeIf(range -> newest.stream().anyMatch(each -> each.covers(range)));
    return marked;
  }

  private List<KeyRange> newest(Input input) {
    return RawWindow.newest(input, document.listed(), request.time());
  }

  /** One that is under way for marks is done first: what is marked since then is next. */
  private void sweepMarked(Input input, Set<KeyRange> folders) {
    String from = folders.stream().map(KeyRange::from).min(String::compareTo).orElseThrow();
    String to = folders.stream().map(KeyRange::to).max(String::compareTo).orElseThrow();
    KeyRange all = new KeyRange(from, to);
    boolean isListed =
        document.sweeps().stream()
            .filter(sweep -> sweep.isAwaited() && sweep.input().equals(input.name()))
            .anyMatch(sweep -> sweep.isForMarks() || sweep.range().covers(all));
    if (!isListed) {
      document.sweeps().add(new Sweep(input.name(), all, Purpose.MARKS, began));
    }
  }

  /** Lists the folders into which records come now. */
  void listNewest() throws IOException {
    for (Input input : settings.inputs()) {
      for (KeyRange range : newest(input)) {
        list(input, range);
      }
    }
  }

  private void list(Input input, KeyRange range) throws IOException {
    Listed listed =
        new RangeListing(settings.store(), input)
            .list(range, document.of(input), RangeListing.TO_THE_END);
    objects += listed.objects();
    isChanged |= listed.isChanged();
  }

  /** Goes on with longer listings, at least a bit, while there is time. */
  void sweep() throws IOException {
    while (!document.sweeps().isEmpty()) {
      boolean isDone = slice();
      if (!isDone && isShort()) {
        return;
      }
      if (!isDone) {
        saved.save();
      }
    }
  }

  private boolean isShort() {
    return request.remainingMillis().getAsLong() <= stopMillis;
  }

  /** What the run waits for is not queued behind an audit. */
  private Sweep next() {
    return document.sweeps().stream()
        .filter(Sweep::isAwaited)
        .findFirst()
        .orElseGet(() -> document.sweeps().get(0));
  }

  /** Whether the next of the listings is done. */
  private boolean slice() throws IOException {
    Sweep sweep = next();
    Input input =
        settings.inputs().stream()
            .filter(each -> each.name().equals(sweep.input()))
            .findFirst()
            .orElseThrow();
    RawIndex index = document.of(input);
    if (sweep.range().equals(RawWindow.all(input))) {
      index.forgetMoreStrays();
    }
    Listed listed =
        new RangeListing(settings.store(), input)
            .list(sweep.range(), index, listedNow -> listedNow >= SLICE || isShort());
    objects += listed.objects();
    isChanged = true;
    if (!listed.next().isEmpty()) {
      document
          .sweeps()
          .set(document.sweeps().indexOf(sweep), sweep.over(sweep.range().rest(listed.next())));
      return false;
    }
    document.ends(sweep);
    if (sweep.isForMarks()) {
      listedSince.putIfAbsent(input.name(), sweep.began());
    }
    return true;
  }

  /** Keeps what is known, and lets marks go that nobody relies on any more. */
  void end() throws IOException {
    boolean isKept = !isChanged && !request.time().minus(REFRESH).isAfter(document.listed());
    if (!isKept) {
      document.listedAt(request.time());
      isKept = saved.save();
    }
    for (Mark mark : marks) {
      boolean isOfInput =
          settings.inputs().stream().anyMatch(input -> input.name().equals(mark.input()));
      Instant listed = listedSince.getOrDefault(mark.input(), isOfInput ? Instant.MIN : began);
      if (isKept && mark.isDone(listed)) {
        settings.marks().remove(mark);
      }
    }
  }

  Looked looked(String audit) {
    long folders =
        document.indexes().values().stream().mapToLong(index -> index.parts().size()).sum();
    return new Looked(objects, folders, marks.size(), audit);
  }
}
