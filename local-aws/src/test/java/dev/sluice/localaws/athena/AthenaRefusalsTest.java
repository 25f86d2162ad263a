package dev.sluice.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** What Athena overrules, refuses, fails and stops. */
class AthenaRefusalsTest extends AthenaOverTheWire {
  @Test
  void writesWhereAnEnforcingWorkgroupSays() {
    athena.createWorkGroup(
        r ->
            r.name("strict")
                .configuration(
                    c -> c.resultConfiguration(o -> o.outputLocation("s3://lake/strict/"))));

    String id =
        athena
            .startQueryExecution(request("SELECT 1").toBuilder().workGroup("strict").build())
            .queryExecutionId();

    assertThat(await(id).resultConfiguration().outputLocation()).startsWith("s3://lake/strict/");
    assertThat(athena.listWorkGroups(r -> {}).workGroups()).hasSize(2);
    assertThat(athena.listQueryExecutions(r -> r.workGroup("strict")).queryExecutionIds())
        .containsExactly(id);
  }

  @Test
  void refusesWhatAthenaRefuses() {
    assertThatThrownBy(() -> athena.startQueryExecution(r -> r.queryString("SELECT 1")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("No output location provided");
    assertThatThrownBy(() -> start("SELECT '" + "x".repeat(262_144) + "'"))
        .hasMessageContaining("262144");
    assertThatThrownBy(() -> athena.getQueryExecution(r -> r.queryExecutionId("none")))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void failsAQueryWhoseBucketIsNotThere() {
    String id =
        athena
            .startQueryExecution(
                r ->
                    r.queryString("SELECT 1")
                        .resultConfiguration(c -> c.outputLocation("s3://gone/x/")))
            .queryExecutionId();

    assertThat(await(id).status().athenaError().errorType()).isEqualTo(401);
  }

  @Test
  void stopsAQuery() {
    String id =
        start(
            "SELECT count(*) FROM (SELECT 1 FROM ("
                + numbers()
                + ") a, ("
                + numbers()
                + ") b, ("
                + numbers()
                + ") c)");

    athena.stopQueryExecution(r -> r.queryExecutionId(id));

    assertThat(await(id).status().state()).isEqualTo(QueryExecutionState.CANCELLED);
    assertThat(await(start("SELECT 1")).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
  }

  private static String numbers() {
    return "SELECT unnest(list_value(" + "1,".repeat(4000) + "1)) AS n";
  }
}
