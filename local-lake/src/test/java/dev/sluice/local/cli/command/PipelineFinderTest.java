package dev.sluice.local.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.local.cli.client.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFinderTest {
  @TempDir private Path directory;
  private Path checkout;
  private Path current;

  @BeforeEach
  void folders() throws IOException {
    Path real = directory.toRealPath();
    checkout = real.resolve("sluice");
    current = real.resolve("work");
    file("sluice/pipelines/windfarm.yaml");
    file("work/pipelines/mine.yaml");
  }

  @Test
  void findsByNameInTheCurrentFoldersPipelinesAndInTheCheckout() {
    assertThat(find("mine").file()).isEqualTo(current.resolve("pipelines/mine.yaml"));
    assertThat(find("windfarm").file()).isEqualTo(checkout.resolve("pipelines/windfarm.yaml"));
    assertThat(find("windfarm").note()).isEmpty();
  }

  @Test
  void theFolderOfTheVariableComesFirstAndTheOthersAreNamed() throws IOException {
    Path own = file("own/mine.yaml");
    file("sluice/pipelines/mine.yaml");

    PipelineFinder.Found found = finder("../own").find("mine");

    assertThat(found.file()).isEqualTo(own);
    assertThat(found.place().folder()).isEqualTo(own.getParent());
    assertThat(found.note())
        .hasValue(
            "taking %s; another 'mine' is in %s, %s"
                .formatted(own, current.resolve("pipelines"), checkout.resolve("pipelines")));
  }

  @Test
  void aPathNamesAnyFile() throws IOException {
    Path elsewhere = file("else/where/farm.yaml");

    assertThat(find("../else/where/farm.yaml").file()).isEqualTo(elsewhere);
    assertThat(find(elsewhere.toString()).name()).isEqualTo("farm");
    assertThat(find("pipelines/mine.yaml").name()).isEqualTo("mine");
  }

  @Test
  void namesTheUsersOwnAndOnlyWithoutAnyTheSamples() throws IOException {
    assertThat(PipelineFinder.of(checkout, Map.of(), current).ownNames()).containsExactly("mine");
    Files.delete(current.resolve("pipelines/mine.yaml"));
    assertThat(PipelineFinder.of(checkout, Map.of(), current).ownNames())
        .containsExactly("windfarm");
  }

  @Test
  void asksWhetherANearNameWasMeant() {
    assertThatThrownBy(() -> find("windfram"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll(
            "no pipeline 'windfram'; did you mean 'windfarm'?",
            "There are mine, windfarm.",
            current.resolve("pipelines").toString());
    assertThatThrownBy(() -> find("pipelines/mien.yaml"))
        .hasMessage("file pipelines/mien.yaml does not exist; did you mean 'mine'?");
  }

  @Test
  void aFileBesideIsNamedByItsPath() throws IOException {
    file("work/beside.yaml");

    assertThatThrownBy(() -> find("beside")).hasMessageContaining("./beside.yaml names it");
    assertThat(find("./beside.yaml").name()).isEqualTo("beside");
  }

  @Test
  void refusesAFolderAnotherEndingAndAVariableThatNamesNothing() throws IOException {
    file("work/other.yml");

    assertThatThrownBy(() -> find("./pipelines"))
        .hasMessageContaining("is a folder; name a pipeline's file in it: mine");
    assertThatThrownBy(() -> find("other.yml")).hasMessageContaining("must end with .yaml");
    assertThatThrownBy(() -> finder("nowhere"))
        .hasMessageContaining("SLUICE_PIPELINES_DIR is 'nowhere', which is not a folder");
  }

  @Test
  void theEnvironmentsAreBesideTheDefinitionsOrAroundThem() throws IOException {
    assertThat(find("mine").place().samConfig()).isEqualTo(current.resolve("sam/samconfig.toml"));
    file("work/samconfig.toml");
    assertThat(find("mine").place().samConfig()).isEqualTo(current.resolve("samconfig.toml"));
    file("work/pipelines/samconfig.toml");
    assertThat(find("mine").place().samConfig())
        .isEqualTo(current.resolve("pipelines/samconfig.toml"));
  }

  private PipelineFinder.Found find(String given) {
    return PipelineFinder.of(checkout, Map.of(), current).find(given);
  }

  private PipelineFinder finder(String variable) {
    return PipelineFinder.of(checkout, Map.of(PipelineFinder.VARIABLE, variable), current);
  }

  private Path file(String name) throws IOException {
    Path file = directory.toRealPath().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }
}
