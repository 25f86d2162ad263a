package dev.sluice.core.erase;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The files of tables that keep what they were: the port to Iceberg tables. */
public interface TableFiles {
  /** Of a pipeline whose tables are plain objects. */
  TableFiles NONE =
      new TableFiles() {
        @Override
        public Cleaned keepOnlyCurrent(String table, Instant before) {
          return Cleaned.NOTHING;
        }

        @Override
        public Optional<String> pinned(String table) {
          return Optional.empty();
        }

        @Override
        public List<String> foreign(String table) {
          return List.of();
        }
      };

  /**
   * Lets a table be only what it is now: all other snapshots expire, whatever keeps them, and what
   * they had is deleted at once; so is what this program put for the table before a time and no
   * snapshot names. May be repeated.
   *
   * @throws IOException if the table can't be read or changed; what is missing is done next time
   */
  Cleaned keepOnlyCurrent(String table, Instant before) throws IOException;

  /** How the table was put back to what it was, and stays so; empty: it was not. */
  Optional<String> pinned(String table) throws IOException;

  /** What others did in a table to rows that we made, or beside them; empty: nothing. */
  List<String> foreign(String table) throws IOException;

  /**
   * What went.
   *
   * @param snapshots that expired
   * @param files that were deleted
   * @param left files that others put and no snapshot names; they may still be at work with them
   */
  record Cleaned(int snapshots, int files, List<String> left) {
    /** It keeps nothing. */
    public static final Cleaned NOTHING = new Cleaned(0, 0, List.of());

    public Cleaned {
      left = List.copyOf(left);
    }
  }
}
