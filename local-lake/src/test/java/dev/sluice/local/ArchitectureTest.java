package dev.sluice.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;

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
              "io.quarkus..")
          .because("the lake runs the packaged functions, as Lambda does");

  @ArchTest
  static final ArchRule usesTheSdkOnlyForS3Proxy =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.local.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..")
          .because("the services speak the wire protocols; S3Proxy's exceptions are the SDK's");

  @ArchTest
  static final ArchRule keepsServicesFreeOfTheLakeAroundThem =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.sluice.local.cli..",
              "dev.sluice.local.lake..",
              "dev.sluice.local.play..",
              "dev.sluice.local.report..",
              "dev.sluice.local.ui..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.local.cli..",
              "dev.sluice.local.lake..",
              "dev.sluice.local.play..",
              "dev.sluice.local.report..",
              "dev.sluice.local.ui..")
          .because("each service can be built and tested by itself");

  @ArchTest
  static final ArchRule readsNoClockOfItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.sluice.local.clock..", "dev.sluice.local.cli..")
          .should()
          .callMethod(java.time.Instant.class, "now")
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
