package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.Making;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.Rebuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes refined tables. The engine writes each attempt's rows into a folder of their own and
 * declares them under a helper's name; then the catalog's table is let point there, at once; then
 * the helper is dropped, and the folders before the previous one are deleted. Readers that began
 * with the previous rows can so end with them. A view goes the same way, with a folder that only
 * marks it as this pipeline's. An Iceberg table takes the files of the helper's, which stay where
 * they are, in one commit, and deletes old ones as its history goes.
 *
 * <p>Folders and helpers are named {@code RUN-ATTEMPT-TIME}, so that no attempt meets another's,
 * not even after the run document was lost; by name they sort in the order of the attempts.
 */
final class RefineStep {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern ATTEMPT = Pattern.compile("\\d{6,}_\\d+_\\d{8}t\\d{6}z");

  /** Where an Iceberg table has its metadata. */
  private static final String METADATA = "metadata/";

  private final Pipeline pipeline;
  private final RunDriver.Ports ports;

  RefineStep(RunDriver.Ports ports) {
    this.pipeline = ports.pipeline();
    this.ports = ports;
  }

  /** Whether the run is still as this invocation knows it. */
  @FunctionalInterface
  interface Unchanged {
    boolean holds() throws IOException;
  }

  /** Where the catalog has the refined tables; those are left out that it does not have. */
  Map<String, TablePointer> pointers() throws IOException {
    Map<String, TablePointer> pointers = new LinkedHashMap<>();
    for (RefinedTable table : pipeline.refined()) {
      ports
          .catalog()
          .pointer(table.name())
          .ifPresent(pointer -> pointers.put(table.name(), pointer));
    }
    return pointers;
  }

  /** Starts an attempt; again for the same attempt, it gives the same. */
  Task start(Run run, Task table) throws IOException {
    RefinedTable declared = declared(table.name());
    String name =
        "%06d-%d-%s".formatted(run.number(), table.attempts() + 1, TIME.format(run.startedAt()));
    String folder = pipeline.folder(declared) + name + "/";
    String id = declared.isView() ? view(run, declared, folder) : rows(run, declared, folder);
    return table.started(id, folder);
  }

  private String rows(Run run, RefinedTable table, String folder) throws IOException {
    return ports
        .queries()
        .make(
            new QueryEngine.TableStart(
                helper(table.name(), folder),
                folder,
                table.sql(),
                new LakeLayout(pipeline.name()).results(table.name()),
                token(run, table.isIceberg() ? "iceberg" : "table", table, folder),
                table.isIceberg()));
  }

  /** Under a helper's name, as a statement that the engine refuses must not cost what stands. */
  private String view(Run run, RefinedTable view, String folder) throws IOException {
    return ports
        .queries()
        .start(
            new QueryEngine.QueryStart(
                "CREATE OR REPLACE VIEW %s AS\n%s"
                    .formatted(
                        helper(view.name(), folder), view.sql().replaceFirst("[;\\s]+$", "")),
                new LakeLayout(pipeline.name()).results(view.name()),
                token(run, "view", view, folder)));
  }

  private String token(Run run, String form, RefinedTable table, String folder) {
    return PartitionFingerprint.sha256(
        "%s %s %s %s %s\n%s"
            .formatted(
                pipeline.name(), run.id(), form, table.name(), attempt(folder), table.sql()));
  }

  /**
   * Lets readers see the rows of a table that was made, or a view, and clears up. Can be repeated.
   *
   * @param run that made it
   * @param previous the folder that readers saw before; empty: none. What lies at another place
   *     than the definition's stays, except if a view takes the table's place
   */
  void swap(Run run, Task table, String previous, Unchanged unchanged) throws IOException {
    Optional<TablePointer> pointer = ports.catalog().pointer(table.name());
    RefinedTable declared = declared(table.name());
    MadeTable made = made(run, declared, table);
    boolean isNew = pointer.filter(at -> at.location().equals(table.key())).isEmpty();
    if (isNew) {
      point(made, pointer, previous, unchanged);
    }
    dropHelpers(table);
    switch (Kind.of(declared)) {
      case VIEW -> deleteAll(declared, previous);
      case ICEBERG -> ports.catalog().clean(made);
      case FILES -> {
        // What an Iceberg table was stays for its readers, as all rows do, until the next rows.
        boolean wasFiles = isNew && pointer.filter(at -> at.kind() == Kind.FILES).isPresent();
        deleteOld(pipeline.folder(declared), previous, wasFiles);
      }
    }
  }

  private MadeTable made(Run run, RefinedTable declared, Task table) {
    return new MadeTable(
        table.name(),
        declared.comment(),
        helper(table.name(), table.key()),
        table.key(),
        new Making(run.id(), takesOver(run), declared.format()));
  }

  /** Whether rows go that somebody else has put into tables. */
  static boolean takesOver(Run run) {
    return run.origin().rebuild().filter(Rebuild::overwritesForeign).isPresent();
  }

  private void deleteOld(String folder, String previous, boolean withMetadata) throws IOException {
    if (previous.startsWith(folder)) {
      delete(
          folder,
          key -> key.compareTo(previous) < 0 || withMetadata && key.startsWith(folder + METADATA));
    }
  }

  /** What a table left behind that is a view now, unless another has taken its place since. */
  private void deleteAll(RefinedTable view, String previous) throws IOException {
    if (previous.isEmpty()) {
      return;
    }
    String folder = previous.substring(0, previous.length() - attempt(previous).length() - 1);
    boolean isTaken =
        pipeline.refined().stream()
            .filter(other -> !other.name().equals(view.name()))
            .map(pipeline::folder)
            .anyMatch(other -> other.startsWith(folder) || folder.startsWith(other));
    if (!isTaken) {
      delete(folder, key -> true);
    }
  }

  /**
   * A stray invocation could let the table point to old rows if it went on after others had
   * swapped: so it looks at the table, then whether the run is still its own, and changes only what
   * it saw.
   */
  private void point(
      MadeTable made, Optional<TablePointer> pointer, String previous, Unchanged unchanged)
      throws IOException {
    String folder = pipeline.folder(declared(made.name()));
    if (pointer
        .map(TablePointer::location)
        .filter(at -> !at.startsWith(folder))
        .filter(at -> !at.equals(previous))
        .isPresent()) {
      throw new IOException(
          "The catalog has a table or view '%s' at '%s' already, which is not this pipeline's"
              .formatted(made.name(), pointer.get().location()));
    }
    if (!unchanged.holds() || !ports.catalog().point(made, pointer)) {
      throw new SavedRun.ConflictException();
    }
  }

  private RefinedTable declared(String name) throws IOException {
    return pipeline.refined().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IOException("The pipeline no longer declares the table '" + name + "'"));
  }

  private static String helper(String table, String folder) {
    return table + "__" + attempt(folder).replace('-', '_').toLowerCase(Locale.ROOT);
  }

  private static String attempt(String folder) {
    return folder.substring(folder.lastIndexOf('/', folder.length() - 2) + 1, folder.length() - 1);
  }

  /** Those of this attempt and of all before, whatever became of them. */
  private void dropHelpers(Task table) throws IOException {
    String own = helper(table.name(), table.key());
    String prefix = table.name() + "__";
    for (String name : ports.catalog().names(prefix)) {
      boolean isHelper = ATTEMPT.matcher(name.substring(prefix.length())).matches();
      if (isHelper && name.compareTo(own) <= 0) {
        ports.catalog().drop(name);
      }
    }
  }

  private void delete(String folder, Predicate<String> isOld) throws IOException {
    List<String> old;
    try (Stream<ObjectInfo> keys = ports.store().list(folder)) {
      old = keys.map(ObjectInfo::key).filter(isOld).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (String key : old) {
      ports.store().delete(key);
    }
  }
}
