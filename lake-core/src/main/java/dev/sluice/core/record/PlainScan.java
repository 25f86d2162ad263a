package dev.sluice.core.record;

import dev.sluice.core.record.JsonCursor.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * Checks records as most are: valid, and nothing in them {@linkplain JsonCursor strange}. It says
 * of no record that it is invalid, and why; that is left to {@link RecordScanner}'s parser.
 */
final class PlainScan {
  private static final Place NOTHING = new Place(null, null);

  private final JsonCursor cursor = new JsonCursor();
  private final ExpectedFields<PathTree<BoundField>, Place> places =
      new ExpectedFields<>(cursor, PlainScan::place);
  private final PathTree<BoundField> fields;
  private final List<BoundField> required;
  private final boolean[] present;
  private final RecordScan scan;

  /** What a field means: it is wanted itself, or holds such as are, or neither. */
  private record Place(BoundField field, PathTree<BoundField> holder) {}

  PlainScan(
      PathTree<BoundField> fields, List<BoundField> required, boolean[] present, RecordScan scan) {
    this.fields = fields;
    this.required = required;
    this.present = present;
    this.scan = scan;
  }

  private static Place place(PathTree<BoundField> parent, String name) {
    BoundField field = parent.wanted(name);
    PathTree<BoundField> holder = field == null ? parent.holder(name) : null;
    return field == null && holder == null ? NOTHING : new Place(field, holder);
  }

  /** Whether it is such a record, which was scanned then; otherwise the scan is of no use. */
  boolean takes(byte[] data, int offset, int length) {
    Arrays.fill(present, false);
    places.begin();
    if (!cursor.open(data, offset, offset + length) || !takesFields(fields)) {
      return false;
    }
    for (int i = 0; i < required.size(); i++) {
      if (!present[required.get(i).index]) {
        return false;
      }
    }
    return isBlank(data, cursor.position(), offset + length);
  }

  private static boolean isBlank(byte[] data, int from, int end) {
    for (int at = from; at < end; at++) {
      if (data[at] != ' ' && data[at] != '\n' && data[at] != '\r' && data[at] != '\t') {
        return false;
      }
    }
    return true;
  }

  private boolean takesFields(PathTree<BoundField> object) {
    while (cursor.nextField()) {
      Place place = places.next(object);
      if (place == null || !takesValue(place, cursor.value())) {
        return false;
      }
    }
    return !cursor.isStrange();
  }

  private boolean takesValue(Place place, Kind kind) {
    if (place.field != null) {
      present[place.field.index] = kind != Kind.NULL;
      return place.field.isTime ? takesTime(place.field, kind) : takes(place.field, kind);
    }
    if (place.holder == null) {
      cursor.skip(kind);
      return kind != Kind.STRANGE;
    }
    forget(place.holder.within());
    return kind == Kind.OBJECT
        ? takesFields(place.holder)
        : kind != Kind.ARRAY && kind != Kind.STRANGE;
  }

  /** What holds the fields comes once more, without them so far. */
  private void forget(List<BoundField> within) {
    for (int i = 0; i < within.size(); i++) {
      BoundField field = within.get(i);
      present[field.index] = false;
      if (field.isTime) {
        scan.time = RecordScan.Time.MISSING;
        scan.timeMillis = 0;
      }
    }
  }

  private boolean takes(BoundField field, Kind kind) {
    if (kind == Kind.NULL) {
      return true;
    }
    boolean isEmpty = cursor.text().length() == 0;
    return field.accepts(kind, cursor) && !(isEmpty && field.isId && field.required);
  }

  private boolean takesTime(BoundField field, Kind kind) {
    if (kind == Kind.NULL) {
      scan.time = RecordScan.Time.MISSING;
      scan.timeMillis = 0;
      return true;
    }
    scan.time = RecordScan.Time.PARSED;
    scan.timeMillis = field.time(kind, cursor);
    return scan.timeMillis != EventTime.UNPARSABLE;
  }
}
