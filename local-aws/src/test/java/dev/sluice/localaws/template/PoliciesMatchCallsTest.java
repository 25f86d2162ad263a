package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.template.StackModel.Function;
import dev.sluice.localaws.template.StackModel.KinesisEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function may do what it does, and no more. */
class PoliciesMatchCallsTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path TEMPLATE = ROOT.resolve("sam/template.yaml");
  private static final String STACK = "sluice-windfarm";

  /** Everything that a choice adds to a policy. */
  private static final Map<String, String> ALL =
      Map.of(
          "SecretName", "key",
          "SecretParameter", "/key",
          "MaskSecretName", "mask",
          "SecondDatabase", "refined",
          "Engine", "glue",
          "Catalog", "crawler");

  static List<Function> functions() throws IOException {
    return StackReader.read(TEMPLATE, STACK, ALL).functions();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void allowsAllCallsOfTheFunction(Function function) throws IOException {
    assertThat(allowed(function, ALL)).containsAll(needed(function));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void allowsNothingThatTheFunctionDoesNotCall(Function function) throws IOException {
    assertThat(needed(function)).containsAll(allowed(function, ALL));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void allowsNothingOnAllResources(Function function) throws IOException {
    assertThat(role(function, ALL).statements())
        .allSatisfy(
            statement ->
                assertThat(RolePolicy.texts(statement.get("Resource")))
                    .isNotEmpty()
                    .allMatch(resource -> resource.startsWith("arn:aws:"))
                    .noneMatch(resource -> resource.endsWith(":*") && !resource.contains(":logs:")))
        .allSatisfy(
            statement ->
                assertThat(RolePolicy.texts(statement.get("Action")))
                    .noneMatch(action -> action.contains("*")));
  }

  @Test
  void readsASecretOnlyIfThereIsOne() throws IOException {
    Function producer = functions().get(0);

    assertThat(producer.logicalId()).isEqualTo("ProducerFunction");
    assertThat(allowed(producer, Map.of()))
        .doesNotContain("secretsmanager:GetSecretValue", "ssm:GetParameter");
  }

  @Test
  void deletesOfItsOwnPipelineAndNoRaw() throws IOException {
    Function etl =
        functions().stream()
            .filter(function -> function.logicalId().equals("EtlTriggerFunction"))
            .findFirst()
            .orElseThrow();
    RolePolicy role = role(etl, Map.of("BucketName", "lake"));

    assertThat(
            Stream.of(
                    "trusted/windfarm/readings/data/1.parquet",
                    "state/windfarm/iceberg/readings/staged/1.gz",
                    "refined/windfarm/daily/1",
                    "raw/windfarm/1.json.gz",
                    "trusted/seattle/days/data/1.parquet",
                    "state/windfarm/run.json",
                    "rejected/windfarm/1.json.gz",
                    "truth/windfarm/1.json",
                    "landing/1.csv",
                    "results/windfarm/daily/1.csv",
                    "results/seattle/daily/1.csv",
                    "state/windfarm/erase.json")
                .filter(key -> role.allows("s3:DeleteObject", "arn:aws:s3:::lake/" + key)))
        .containsExactly(
            "trusted/windfarm/readings/data/1.parquet",
            "state/windfarm/iceberg/readings/staged/1.gz",
            "refined/windfarm/daily/1",
            "landing/1.csv",
            "results/windfarm/daily/1.csv",
            "state/windfarm/erase.json");
  }

  @Test
  void theJobCommitsTablesAndDeletesOfItsOwnPipelineAlone() throws IOException {
    RolePolicy job = RolePolicy.of("JobRole", Map.of("BucketName", "lake", "Engine", "glue"));

    assertThat(job.actions())
        .containsAll(IamActions.of("glue.getTable"))
        .containsAll(IamActions.of("glue.createTable"))
        .containsAll(IamActions.of("glue.updateTable"))
        .doesNotContain("glue:DeleteTable");
    assertThat(job.allows("s3:DeleteObject", "arn:aws:s3:::lake/trusted/windfarm/readings/1"))
        .isTrue();
    assertThat(job.allows("s3:DeleteObject", "arn:aws:s3:::lake/trusted/seattle/days/1")).isFalse();
    assertThat(job.allows("s3:DeleteObject", "arn:aws:s3:::lake/raw/windfarm/1.json.gz")).isFalse();
    assertThat(job.allows("s3:PutObject", "arn:aws:s3:::lake/state/windfarm/iceberg/readings/1.gz"))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void findsCallsOfEachClientThatTheFunctionHas(Function function) throws IOException {
    FunctionSources sources =
        FunctionSources.of(ROOT, function.spec().code().artefact().getParent().getParent());

    assertThat(
            sources.sdkCalls().values().stream()
                .flatMap(Set::stream)
                .map(call -> call.substring(0, call.indexOf('.'))))
        .containsAll(sources.services());
  }

  @Test
  void knowsTheCallsOfTheStore() throws IOException {
    assertThat(FunctionSources.of(ROOT, ROOT.resolve("lake-aws")).sdkCalls().get("S3ObjectStore"))
        .containsExactlyInAnyOrderElementsOf(Set.copyOf(IamActions.OF_THE_STORE.values()));
  }

  private static Set<String> needed(Function function) throws IOException {
    Path module = function.spec().code().artefact().getParent().getParent();
    FunctionSources sources = FunctionSources.of(ROOT, module);
    Set<String> calls = new TreeSet<>();
    sources.sdkCalls().entrySet().stream()
        .filter(type -> !type.getKey().equals("S3ObjectStore"))
        .forEach(type -> calls.addAll(type.getValue()));
    if (sources.make("S3ObjectStore")) {
      sources.callsOf("ObjectStore").stream()
          .filter(IamActions.OF_THE_STORE::containsKey)
          .map(IamActions.OF_THE_STORE::get)
          .forEach(calls::add);
    }
    Set<String> actions = new TreeSet<>(IamActions.OF_LOGS);
    calls.forEach(call -> actions.addAll(IamActions.of(call)));
    for (StackModel.Event event : function.events()) {
      if (event instanceof KinesisEvent records) {
        actions.addAll(IamActions.OF_A_MAPPING);
        records
            .settings()
            .onError()
            .bucket()
            .ifPresent(all -> actions.addAll(IamActions.OF_A_DESTINATION));
      } else {
        actions.add("sqs:SendMessage"); // what an event that fails for good leaves behind
      }
    }
    return actions;
  }

  private static Set<String> allowed(Function function, Map<String, String> parameters)
      throws IOException {
    return role(function, parameters).actions();
  }

  private static RolePolicy role(Function function, Map<String, String> parameters)
      throws IOException {
    return RolePolicy.of(function.logicalId().replace("Function", "Role"), parameters);
  }
}
