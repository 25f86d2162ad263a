package dev.sluice.core.pipeline;

import dev.sluice.core.pipeline.check.Quarantine;
import dev.sluice.core.pipeline.source.ExternalSource;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.LandingSource;
import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.Source;
import dev.sluice.core.pipeline.source.TickedSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pipeline's definition: valid, immutable, with all values from the environment filled in.
 *
 * @param name lower case letters, digits, hyphens; the name of its file
 * @param feeds where records and files come from; none if others put them there
 * @param stream what goes through the stream; empty if everything goes to raw directly
 * @param inputs what there is in raw; with a stream, the first is {@link Input#STREAM}
 * @param trusted tables made from the inputs
 * @param refined tables made from tables, each after those that it reads
 * @param queries over the tables
 */
public record Pipeline(
    String name,
    List<Feed> feeds,
    Optional<StreamSpec> stream,
    List<Input> inputs,
    List<TrustedTable> trusted,
    List<RefinedTable> refined,
    List<NamedQuery> queries) {
  public Pipeline {
    feeds = List.copyOf(feeds);
    inputs = List.copyOf(inputs);
    trusted = List.copyOf(trusted);
    refined = List.copyOf(refined);
    queries = List.copyOf(queries);
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "A pipeline's name is lower case letters, digits and hyphens, not '" + name + "'");
    }
    for (TrustedTable table : trusted) {
      if (inputs.stream().noneMatch(input -> input.name().equals(table.input()))) {
        throw new IllegalArgumentException(
            "Table '" + table.name() + "' reads '" + table.input() + "', which is not an input");
      }
    }
  }

  /** A pipeline of one source and its stream. */
  public static Pipeline streaming(
      String name,
      Source source,
      StreamSpec stream,
      List<TrustedTable> trusted,
      List<NamedQuery> queries) {
    return new Pipeline(
        name,
        List.of(new Feed(Feed.ONLY, source)),
        Optional.of(stream),
        List.of(Input.ofStream(stream.raw())),
        trusted,
        List.of(),
        queries);
  }

  /**
   * What the stream's records look like.
   *
   * @throws IllegalStateException if there is no stream
   */
  public RecordSpec record() {
    return streamed().record();
  }

  /**
   * How the stream's records lie in raw.
   *
   * @throws IllegalStateException if there is no stream
   */
  public RawLayout raw() {
    return streamed().raw();
  }

  /** The rules over the stream; none without a stream. */
  public List<AlertRule> alerts() {
    return stream.map(StreamSpec::alerts).orElse(List.of());
  }

  /** What is around the stream's records; nothing without a stream. */
  public Packing packing() {
    return stream.map(each -> each.record().packing()).orElse(Packing.PLAIN);
  }

  /**
   * Whether the producer function has something to do; else others put records or files there, or
   * the edge process does.
   */
  public boolean needsProducer() {
    return !runsAtEdge()
        && feeds.stream().anyMatch(feed -> !(feed.source() instanceof ExternalSource));
  }

  /** Whether the edge process produces the records, as a function can't read their source. */
  public boolean runsAtEdge() {
    return feeds.stream().anyMatch(feed -> feed.source() instanceof LinesSource);
  }

  /** Which fields of the stream's records are masked; none without a stream. */
  public Masking masking() {
    return stream.map(StreamSpec::masking).orElse(Masking.NONE);
  }

  /** The sources that the producer asks at regular moments, by their feeds' names, in order. */
  public Map<String, TickedSource> tickedSources() {
    return sources(TickedSource.class);
  }

  /** The names of the feeds that are told not to run, in order. */
  public List<String> stopped() {
    return feeds.stream().filter(feed -> !feed.runs()).map(Feed::name).toList();
  }

  /** The sources that take files, by their feeds' names, in order. */
  public Map<String, LandingSource> landingSources() {
    return sources(LandingSource.class);
  }

  private <T extends Source> Map<String, T> sources(Class<T> kind) {
    Map<String, T> found = new LinkedHashMap<>();
    for (Feed feed : feeds) {
      if (kind.isInstance(feed.source())) {
        found.put(feed.name(), kind.cast(feed.source()));
      }
    }
    return found;
  }

  /** The input in which objects of that key, or keys that begin so, lie. */
  public Optional<Input> inputAt(String key) {
    return inputs.stream()
        .filter(input -> key.startsWith(input.layout().prefix() + "/"))
        .findFirst();
  }

  /** What a table is made from. */
  public Input input(TrustedTable table) {
    return inputs.stream()
        .filter(input -> input.name().equals(table.input()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No table of this pipeline: " + table));
  }

  /** Where a table lies: where it says, or {@code trusted/PIPELINE/TABLE}, hive style. */
  public TrustedTable.Location location(TrustedTable table) {
    return table
        .location()
        .orElseGet(
            () ->
                new TrustedTable.Location(
                    new LakeLayout(name).trusted(table.name()), RawLayout.Style.HIVE));
  }

  /** The folder of a refined table's folders, with a slash at its end. */
  public String folder(RefinedTable table) {
    return table.form() instanceof RefinedTable.Form.Stored stored && stored.prefix().isPresent()
        ? stored.prefix().get() + "/"
        : new LakeLayout(name).refined(table.name());
  }

  /** The databases of its tables beside its own. */
  public Set<String> otherDatabases() {
    return Stream.concat(
            trusted.stream().map(TrustedTable::name), refined.stream().map(RefinedTable::name))
        .filter(table -> table.contains("."))
        .map(table -> table.substring(0, table.indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a table's rows lie that a check keeps out of it; empty: no check does. */
  public Optional<TrustedTable> quarantine(TrustedTable table) {
    return table.checks().hasQuarantine()
        ? Optional.of(Quarantine.of(table, location(table)))
        : Optional.empty();
  }

  /**
   * The same for a table that has rows there from before, though no check keeps any out now.
   *
   * @param hadSome whether it has
   */
  public Optional<TrustedTable> quarantine(TrustedTable table, boolean hadSome) {
    return hadSome ? Optional.of(Quarantine.of(table, location(table))) : quarantine(table);
  }

  /** The trusted tables as the catalog has them: each with its quarantine behind it. */
  public List<TrustedTable> catalogTables() {
    return trusted.stream()
        .flatMap(table -> Stream.concat(Stream.of(table), quarantine(table).stream()))
        .toList();
  }

  private StreamSpec streamed() {
    return stream.orElseThrow(
        () ->
            new IllegalStateException(
                "Pipeline '" + name + "' has no stream: its definition has no record section"));
  }
}
