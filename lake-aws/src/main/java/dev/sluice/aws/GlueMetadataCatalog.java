package dev.sluice.aws;

import dev.sluice.core.run.port.MetadataCatalog;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.OperationTimeoutException;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.VersionMismatchException;

/**
 * Iceberg tables of the Glue Data Catalog, as engines find them there. Glue exchanges a table only
 * if it has the version that is named.
 */
public final class GlueMetadataCatalog implements MetadataCatalog {
  private static final String TYPE = "table_type";
  private static final String ICEBERG = "ICEBERG";
  private static final String LOCATION = "metadata_location";
  private static final String PREVIOUS = "previous_metadata_location";

  private static final int MOST_ATTEMPTS = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final GlueClient glue;
  private final GlueClient once;
  private final String ownDatabase;

  /**
   * The tables of a database, and of those that tables' names begin with.
   *
   * @param glue for what only reads
   * @param once must not repeat a request that may have been carried out ({@link #retries}): the
   *     repetition would be refused, and what was committed be deleted
   */
  public GlueMetadataCatalog(GlueClient glue, GlueClient once, String database) {
    this.glue = glue;
    this.once = once;
    this.ownDatabase = database;
  }

  /** The same, where a client that must not repeat does for reading too. */
  public GlueMetadataCatalog(GlueClient once, String database) {
    this(once, once, database);
  }

  /**
   * When the client that changes tables may repeat a request: if Glue says that it has not begun
   * with it, as too many came.
   *
   * @param pauses between the tries
   */
  public static RetryStrategy retries(BackoffStrategy pauses) {
    // The defaults of clients would repeat requests whose answers were lost.
    return StandardRetryStrategy.builder()
        .maxAttempts(MOST_ATTEMPTS)
        .retryOnException(
            thrown -> thrown instanceof SdkServiceException e && e.isThrottlingException())
        .backoffStrategy(pauses)
        .throttlingBackoffStrategy(pauses)
        .circuitBreakerEnabled(false)
        .useClientDefaults(false)
        .build();
  }

  /** The same, with pauses that grow to some seconds. */
  public static RetryStrategy retries() {
    return retries(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE));
  }

  private String database(String table) {
    int dot = table.indexOf('.');
    return dot < 0 ? ownDatabase : table.substring(0, dot);
  }

  private static String name(String table) {
    return table.substring(table.indexOf('.') + 1);
  }

  @Override
  public Optional<MetadataPointer> read(String table) throws IOException {
    try {
      return find(table).map(GlueMetadataCatalog::pointer);
    } catch (SdkException e) {
      throw failure("can't read table", table, e);
    }
  }

  @Override
  public Optional<String> folder(String table) throws IOException {
    try {
      return find(table)
          .map(Table::storageDescriptor)
          .map(StorageDescriptor::location)
          .filter(location -> !location.isEmpty());
    } catch (SdkException e) {
      throw failure("can't read table", table, e);
    }
  }

  /** Whether a table of Glue's is one of Iceberg. */
  public static boolean isIceberg(Table table) {
    return ICEBERG.equalsIgnoreCase(table.parameters().get(TYPE));
  }

  private static MetadataPointer pointer(Table table) {
    if (isIceberg(table) && table.parameters().getOrDefault(LOCATION, "").isEmpty()) {
      throw new IllegalStateException(
          "Glue says that '%s' is an Iceberg table and not where its metadata is (%s): set it, or drop the table"
              .formatted(table.name(), LOCATION));
    }
    return new MetadataPointer(
        isIceberg(table) ? table.parameters().getOrDefault(LOCATION, "") : "",
        table.versionId() == null ? "" : table.versionId());
  }

  private Optional<Table> find(String table) {
    try {
      return Optional.of(
          glue.getTable(request -> request.databaseName(database(table)).name(name(table)))
              .table());
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean swap(MetadataSwap swap) throws IOException {
    try {
      if (swap.base().isEmpty()) {
        once.createTable(
            request ->
                request.databaseName(database(swap.table())).tableInput(input(swap, Map.of())));
        return true;
      }
      return update(swap, swap.base().get());
    } catch (AlreadyExistsException
        | ConcurrentModificationException
        | VersionMismatchException
        | EntityNotFoundException e) {
      return false;
    } catch (SdkException e) {
      if (isRefusal(e)) {
        IOException failure = failure("refuses to change table", swap.table(), e);
        throw new RefusedException(failure.getMessage(), e);
      }
      throw failure("gave no answer to the change of table", swap.table(), e);
    }
  }

  /** An answer that Glue failed, or took too long, leaves open what it did before. */
  private static boolean isRefusal(SdkException e) {
    return e instanceof AwsServiceException answered
        && !(e instanceof OperationTimeoutException)
        && answered.statusCode() / 100 == 4;
  }

  /** Glue's version is compared too, but engines that don't name it may have been there. */
  private boolean update(MetadataSwap swap, MetadataPointer base) {
    Optional<Table> present = find(swap.table());
    if (present.isEmpty() || !pointer(present.get()).equals(base)) {
      return false;
    }
    Map<String, String> kept =
        base.isIceberg() ? present.get().parameters() : Map.<String, String>of();
    once.updateTable(
        request -> {
          request
              .databaseName(database(swap.table()))
              .tableInput(input(swap, kept))
              .skipArchive(true);
          if (!base.version().isEmpty()) {
            request.versionId(base.version());
          }
        });
    return true;
  }

  private static TableInput input(MetadataSwap swap, Map<String, String> kept) {
    Map<String, String> parameters = new HashMap<>(kept);
    parameters.put("EXTERNAL", "TRUE");
    parameters.put(TYPE, ICEBERG);
    parameters.put(LOCATION, swap.location());
    swap.base()
        .filter(MetadataPointer::isIceberg)
        .ifPresent(base -> parameters.put(PREVIOUS, base.location()));
    List<Column> columns =
        swap.shown().columns().stream().map(GlueMetadataCatalog::column).toList();
    TableInput.Builder input =
        TableInput.builder()
            .name(name(swap.table()))
            .tableType("EXTERNAL_TABLE")
            .parameters(parameters)
            .partitionKeys(List.of())
            .storageDescriptor(
                storage -> storage.columns(columns).location(swap.shown().location()));
    String comment = swap.shown().comment();
    return comment.isEmpty() ? input.build() : input.description(comment).build();
  }

  private static Column column(ShownColumn column) {
    Column.Builder made = Column.builder().name(column.name()).type(column.type());
    return column.comment().isEmpty() ? made.build() : made.comment(column.comment()).build();
  }

  private IOException failure(String what, String table, SdkException e) {
    return new IOException(
        "Glue %s '%s' in database '%s': %s"
            .formatted(what, name(table), database(table), e.getMessage()),
        e);
  }
}
