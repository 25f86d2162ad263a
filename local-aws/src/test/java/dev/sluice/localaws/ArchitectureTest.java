package dev.sluice.localaws;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.sluice.localaws",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsNoPipelines =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.sluice..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "dev.sluice.localaws..",
                              "dev.sluice.core.csv..",
                              "dev.sluice.core.event.."))))
          .because("the services are AWS's: they can be used, built and tested without Sluice");

  @ArchTest
  static final ArchRule usesTheSdkOnlyForS3Proxy =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.localaws.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon.awssdk..", "com.amazonaws..")
          .because("the services speak the wire protocols; S3Proxy's exceptions are the SDK's");

  @ArchTest
  static final ArchRule readsNoClockOfItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.localaws.clock..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("everything happens on the lake's clock, which skips idle time");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices()
          .matching("dev.sluice.localaws.(*)..")
          .should()
          .beFreeOfCycles()
          .because("each package can then be read without the others");
}
