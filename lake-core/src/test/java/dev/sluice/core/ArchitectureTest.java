package dev.sluice.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.core.produce.http.secret.SecretValue;
import java.time.Clock;
import java.time.Instant;
import java.util.logging.Logger;

@AnalyzeClasses(packages = "dev.sluice.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule usesNoCloudOrFramework =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "io.quarkus..",
              "io.smallrye..",
              "jakarta..",
              "javax.inject..",
              "org.apache.spark..",
              "org.apache.hadoop..")
          .because("functions, the local lake and tests all build the core with plain 'new'");

  @ArchTest
  static final ArchRule readsNoEnvironment =
      noClasses()
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("the environment is given, so that a native image doesn't keep the build's");

  @ArchTest
  static final ArchRule opensSecretsWhereTheyAreSent =
      noClasses()
          .that()
          .doNotHaveSimpleName("RequestFactory")
          .and()
          .doNotHaveSimpleName("Redaction")
          .should()
          .callMethod(SecretValue.class, "open")
          .because("what is never opened can't get into a message");

  @ArchTest
  static final ArchRule readsNoClockOfItsOwn =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("time comes with the event, so that a repeated invocation does the same work");

  @ArchTest
  static final ArchRule keepsNoStaticLoggers =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(Logger.class)
          .because("the core reports by values and exceptions; functions log")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule knowsOfTheLakeOnlyItsKeysAndObjects =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.lake..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.core.event..",
              "dev.sluice.core.produce..",
              "dev.sluice.core.landing..",
              "dev.sluice.core.alert..",
              "dev.sluice.core.digest..",
              "dev.sluice.core.raw..",
              "dev.sluice.core.trusted..",
              "dev.sluice.core.run..")
          .because("everything that keeps something in the lake stands on it");

  @ArchTest
  static final ArchRule keepsRowsWithoutKnowingWhatTheyAreReadFrom =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.trusted.rows..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.sluice.core.trusted", "dev.sluice.core.trusted.read..")
          .because("a further format of raw is a reader, and no change of rows");

  @ArchTest
  static final ArchRule readsRawWithoutKnowingPartitions =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.trusted.read..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sluice.core.trusted")
          .because("an object is read alike for both engines, whichever partition it belongs to");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices()
          .matching("dev.sluice.core.(*)..")
          .should()
          .beFreeOfCycles()
          .because("each package can then be read without the others");

  @ArchTest
  static final ArchRule remembersWithoutKnowingTheRules =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.alert.memory..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.sluice.core.alert", "dev.sluice.core.alert.rule..")
          .because("a rule keeps what it likes in its memory; arrows go text <- memory <- rule");

  @ArchTest
  static final ArchRule bindsRulesWithoutKnowingWhoIsTold =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.alert.rule..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sluice.core.alert")
          .because("what fires is found alike for alerts, digests and replays");

  @ArchTest
  static final ArchRule writesTextsWithoutKnowingAlerts =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.alert.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.core.alert",
              "dev.sluice.core.alert.rule..",
              "dev.sluice.core.alert.memory..")
          .because("digests write the same way");

  @ArchTest
  static final ArchRule producesWithoutKnowingTheSources =
      noClasses()
          .that()
          .resideInAnyPackage("dev.sluice.core.produce", "dev.sluice.core.produce.deliver..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.core.produce.simulate..",
              "dev.sluice.core.produce.replay..",
              "dev.sluice.core.produce.http..")
          .because("a new source is a new package; arrows go deliver <- produce <- source");

  @ArchTest
  static final ArchRule deliversWithoutKnowingTicks =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.produce.deliver..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sluice.core.produce")
          .because("a stream takes entries, whatever they were made of");

  @ArchTest
  static final ArchRule readsEachSourceByItself =
      slices()
          .matching("dev.sluice.core.produce.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(),
              JavaClass.Predicates.resideInAnyPackage(
                  "dev.sluice.core.produce.deliver..", "dev.sluice.core.produce.item.."))
          .because("a source can then be removed without the others");

  @ArchTest
  static final ArchRule keepsSecretsAndRequestsApart =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.sluice.core.produce.http.client..", "dev.sluice.core.produce.http.secret..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sluice.core.produce.http")
          .because("how a request is sent, and a secret kept, is independent of ticks and quotas");

  @ArchTest
  static final ArchRule keepsRunsWithoutKnowingWhatMovesThem =
      noClasses()
          .that()
          .resideInAnyPackage("dev.sluice.core.run.state..", "dev.sluice.core.run.port..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sluice.core.run")
          .because("the local lake reads runs, and adapters serve them, without the driver");
}
