package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.Node;

/** What the bucket's lifecycle rules do to objects that are in use. */
class BucketRulesTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");

  /** A file of a snapshot that is kept, or a part of its ledger, may be of any age. */
  @Test
  void tablesAndWhatIsKnownOfThemStay() throws IOException {
    List<String> ending =
        rules().stream()
            .filter(rule -> rule.optional("ExpirationInDays").isPresent())
            .map(rule -> rule.text("Prefix"))
            .toList();

    assertThat(ending).containsExactlyInAnyOrder("results/", "checks/", "work/", "raw/");
  }

  private static List<Properties> rules() throws IOException {
    TemplateSections template = TemplateSections.read(TEMPLATE);
    Map<String, String> all = Map.of("RawExpiryDays", "90", "RawArchiveDays", "30");
    PhysicalNames names =
        new PhysicalNames("lake", template, ParameterValues.of(template.parameters(), all));
    Node bucket =
        TemplateSections.entries(template.resources().get("LakeBucket")).get("Properties");
    Properties own = Properties.of("LakeBucket", bucket, names.evaluator().evaluate(bucket));
    return own.inner("LifecycleConfiguration").list("Rules").stream()
        .map(rule -> Properties.of("LakeBucket", bucket, rule))
        .toList();
  }
}
