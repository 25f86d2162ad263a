package dev.sluice.core.definition;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.core", importOptions = ImportOption.DoNotIncludeTests.class)
class DefinitionLayersTest {
  @ArchTest
  static final ArchRule keepsThePipelineFreeOfItsLoader =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.pipeline..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.sluice.core.definition..")
          .because("a pipeline is the same whatever file format it was read from");

  @ArchTest
  static final ArchRule readsYamlWithoutKnowingPipelines =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.definition.yaml..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.sluice.core..")
                  .and(resideOutsideOfPackage("dev.sluice.core.definition.yaml..")))
          .because("the format may change without the way files are read");

  @ArchTest
  static final ArchRule readsSqlWithoutKnowingPipelines =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.core.definition.sql..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.sluice.core..")
                  .and(resideOutsideOfPackage("dev.sluice.core.definition.sql..")))
          .because("which tables a statement reads is a matter of its text alone");

  @ArchTest
  static final ArchRule readsSectionsWithoutCycles =
      slices()
          .matching("dev.sluice.core.definition.(*)")
          .should()
          .beFreeOfCycles()
          .because("each package of sections can be read without the others");

  @ArchTest
  static final ArchRule bindsNoYamlByReflection =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.yaml.snakeyaml.Yaml")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml.snakeyaml.constructor..")
          .because("native images would need every class registered, and positions would be lost");
}
