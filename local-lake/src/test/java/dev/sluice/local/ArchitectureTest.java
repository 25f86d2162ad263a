package dev.sluice.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.sluice.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule importsNoFunction =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.producer..",
              "dev.sluice.consumer..",
              "dev.sluice.writer..",
              "dev.sluice.etl..",
              "dev.sluice.job..",
              "dev.sluice.aws..",
              "dev.sluice.parquet..",
              "com.amazonaws..",
              "io.quarkus..")
          .because("the lake runs the packaged functions, as Lambda does");

  @ArchTest
  static final ArchRule usesTheSdkForStreamsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.sluice.local.cli.client..", "dev.sluice.local.cli.command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..")
          .because("only what reads a deployed stream needs an account's credentials");

  @ArchTest
  static final ArchRule readsNoClockOfItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.local.cli..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("everything happens on the lake's clock, which skips idle time");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices()
          .matching("dev.sluice.local.(*)..")
          .should()
          .beFreeOfCycles()
          .because("each package can then be read without the others");
}
