package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtlConfigTest {
  private static final Map<String, String> MANDATORY =
      Map.of(
          "java.io.tmpdir", "/tmp",
          "sluice.pipeline", "windfarm",
          "sluice.bucket", "lake",
          "sluice.database", "sluice_windfarm",
          "sluice.workgroup", "queries");

  private static EtlConfig config(Map<String, String> properties) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withMapping(EtlConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 1000))
            .build();
    return config.getConfigMapping(EtlConfig.class);
  }

  @Test
  void hasDefaults() {
    EtlConfig config = config(MANDATORY);
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/opt"));
    assertThat(config.stack()).isEqualTo("none");
    assertThat(config.sortMemoryMib()).isEmpty();
    assertThat(config.largePartitionMib()).isEmpty();
    assertThat(config.job()).isEmpty();
    assertThat(config.rawCrawler()).isEmpty();
    assertThat(config.trustedCrawler()).isEmpty();
    assertThat(config.rawExpiryDays()).isZero();
    assertThat(config.tempDir()).isEqualTo(Path.of("/tmp"));
  }

  @Test
  void takesEveryValue() {
    Map<String, String> all = new HashMap<>(MANDATORY);
    all.put("sluice.stack", "farm-test");
    all.put("sluice.pipelines-dir", "/pipelines");
    all.put("sluice.sort-memory-mib", "64");
    all.put("sluice.large-partition-mib", "256");
    all.put("sluice.temp-dir", "/scratch");
    all.put("sluice.job", "transform");
    all.put("sluice.raw-crawler", "raw");
    all.put("sluice.trusted-crawler", "trusted");
    all.put("sluice.raw-expiry-days", "90");
    EtlConfig config = config(all);
    assertThat(config.stack()).isEqualTo("farm-test");
    assertThat(config.largePartitionMib()).hasValue(256);
    assertThat(config.pipeline()).isEqualTo("windfarm");
    assertThat(config.bucket()).isEqualTo("lake");
    assertThat(config.database()).isEqualTo("sluice_windfarm");
    assertThat(config.workgroup()).isEqualTo("queries");
    assertThat(config.pipelinesDir()).isEqualTo(Path.of("/pipelines"));
    assertThat(config.sortMemoryMib()).hasValue(64);
    assertThat(config.tempDir()).isEqualTo(Path.of("/scratch"));
    assertThat(config.job()).hasValue("transform");
    assertThat(config.rawCrawler()).hasValue("raw");
    assertThat(config.trustedCrawler()).hasValue("trusted");
    assertThat(config.rawExpiryDays()).isEqualTo(90);
  }

  @Test
  void marksWhatIsMissing() {
    Map<String, String> less = new HashMap<>(MANDATORY);
    less.remove("sluice.database");
    assertThat(config(less).database()).isEqualTo(RequiredVariables.NOT_SET);
  }
}
