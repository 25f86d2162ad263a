package dev.sluice.localaws.iceberg;

import java.util.Set;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.ReportMetricsRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.apache.iceberg.rest.responses.ListTablesResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/** The specification's requests, carried out by Iceberg's own handlers. */
final class CatalogRequests {
  private static final Endpoint CONFIG = Endpoint.create("GET", "/v1/config");
  private static final Set<String> WAREHOUSES = Set.of("", "lake");

  private final GlueTables catalog;
  private final GlueNamespaces namespaces;
  private final CatalogAccess access;

  CatalogRequests(GlueTables catalog, GlueNamespaces namespaces, CatalogAccess access) {
    this.catalog = catalog;
    this.namespaces = namespaces;
    this.access = access;
  }

  void addTo(RestRoutes routes) {
    routes.answer(CONFIG, call -> config(call, routes));
    namespaces(routes);
    tables(routes);
  }

  private void namespaces(RestRoutes routes) {
    routes
        .answer(Endpoint.V1_LIST_NAMESPACES, this::listNamespaces)
        .answer(
            Endpoint.V1_CREATE_NAMESPACE,
            call ->
                CatalogHandlers.createNamespace(
                    namespaces, call.body(CreateNamespaceRequest.class)))
        .answer(
            Endpoint.V1_LOAD_NAMESPACE,
            call -> CatalogHandlers.loadNamespace(namespaces, call.namespace()))
        .perform(
            Endpoint.V1_NAMESPACE_EXISTS,
            call -> CatalogHandlers.namespaceExists(namespaces, call.namespace()))
        .perform(
            Endpoint.V1_DELETE_NAMESPACE,
            call -> CatalogHandlers.dropNamespace(namespaces, call.namespace()))
        .answer(
            Endpoint.V1_UPDATE_NAMESPACE,
            call ->
                CatalogHandlers.updateNamespaceProperties(
                    namespaces,
                    call.namespace(),
                    call.body(UpdateNamespacePropertiesRequest.class)));
  }

  private void tables(RestRoutes routes) {
    routes
        .answer(Endpoint.V1_LIST_TABLES, this::listTables)
        .answer(Endpoint.V1_CREATE_TABLE, call -> withAccess(created(call), call))
        .answer(Endpoint.V1_LOAD_TABLE, call -> withAccess(loaded(call), call))
        .perform(
            Endpoint.V1_TABLE_EXISTS, call -> CatalogHandlers.tableExists(catalog, call.table()))
        .answer(
            Endpoint.V1_UPDATE_TABLE,
            call ->
                CatalogHandlers.updateTable(
                    catalog, call.table(), call.body(UpdateTableRequest.class)))
        .perform(Endpoint.V1_DELETE_TABLE, this::drop)
        .perform(
            Endpoint.V1_RENAME_TABLE,
            call -> CatalogHandlers.renameTable(catalog, call.body(RenameTableRequest.class)))
        .answer(
            Endpoint.V1_REGISTER_TABLE,
            call ->
                withAccess(
                    CatalogHandlers.registerTable(
                        catalog, call.namespace(), call.body(RegisterTableRequest.class)),
                    call))
        // Nobody reads them, but not every client asks whether it may send them.
        .perform(Endpoint.V1_REPORT_METRICS, call -> call.body(ReportMetricsRequest.class));
  }

  private ConfigResponse config(RestCall call, RestRoutes routes) {
    String warehouse = call.parameter("warehouse").orElse("");
    if (!WAREHOUSES.contains(warehouse)) {
      throw new BadRequestException(
          "The lake's catalog has no warehouse '%s' but one, 'lake', which may be left out. Where a"
              + " table's files are says its location, or that of its namespace",
          warehouse);
    }
    return ConfigResponse.builder()
        .withDefaults(access.properties(call.request()))
        .withEndpoints(
            routes.endpoints().stream().filter(endpoint -> !endpoint.equals(CONFIG)).toList())
        .build();
  }

  private ListNamespacesResponse listNamespaces(RestCall call) {
    Namespace parent =
        call.parameter("parent").map(RestCall::namespace).orElseGet(Namespace::empty);
    String size = call.parameter("pageSize").orElse(null);
    return size == null
        ? CatalogHandlers.listNamespaces(namespaces, parent)
        : CatalogHandlers.listNamespaces(
            namespaces, parent, call.parameter("pageToken").orElse(""), size);
  }

  private ListTablesResponse listTables(RestCall call) {
    String size = call.parameter("pageSize").orElse(null);
    return size == null
        ? CatalogHandlers.listTables(catalog, call.namespace())
        : CatalogHandlers.listTables(
            catalog, call.namespace(), call.parameter("pageToken").orElse(""), size);
  }

  private LoadTableResponse created(RestCall call) {
    CreateTableRequest request = call.body(CreateTableRequest.class);
    return request.stageCreate()
        ? CatalogHandlers.stageTableCreate(catalog, call.namespace(), request)
        : CatalogHandlers.createTable(catalog, call.namespace(), request);
  }

  private LoadTableResponse loaded(RestCall call) {
    String snapshots = call.parameter("snapshots").orElse("all");
    return switch (snapshots) {
      case "all" -> CatalogHandlers.loadTable(catalog, call.table());
      case "refs" -> withReferredSnapshots(CatalogHandlers.loadTable(catalog, call.table()));
      default ->
          throw new BadRequestException(
              "Parameter snapshots is 'all' or 'refs', not '%s'", snapshots);
    };
  }

  private static LoadTableResponse withReferredSnapshots(LoadTableResponse response) {
    TableMetadata whole = response.tableMetadata();
    TableMetadata referred =
        TableMetadata.buildFrom(whole)
            .withMetadataLocation(whole.metadataFileLocation())
            .suppressHistoricalSnapshots()
            .build();
    return LoadTableResponse.builder().withTableMetadata(referred).build();
  }

  private LoadTableResponse withAccess(LoadTableResponse response, RestCall call) {
    return LoadTableResponse.builder()
        .withTableMetadata(response.tableMetadata())
        .addAllConfig(access.properties(call.request()))
        .build();
  }

  private void drop(RestCall call) {
    if (call.flag("purgeRequested")) {
      CatalogHandlers.purgeTable(catalog, call.table());
    } else {
      CatalogHandlers.dropTable(catalog, call.table());
    }
  }
}
