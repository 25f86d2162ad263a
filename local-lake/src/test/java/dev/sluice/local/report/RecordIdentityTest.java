package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as the same record where an id is several fields, or the content. */
class RecordIdentityTest {
  private static final RecordIdentity PARTS =
      new RecordIdentity(List.of("/meta/device", "/at"), false);
  private static final RecordIdentity CONTENT =
      new RecordIdentity(List.of("/meta/device", "/note"), true);

  private static Optional<String> read(RecordIdentity identity, String json) {
    try {
      return identity.read(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void partsThatReadAlikeWhenJoinedAreDifferentIds() {
    assertThat(read(PARTS, "{'meta':{'device':'a1'},'at':'2'}"))
        .isNotEqualTo(read(PARTS, "{'meta':{'device':'a'},'at':'12'}"));
    assertThat(read(PARTS, "{'meta':{'device':'1:a'},'at':'b'}"))
        .isNotEqualTo(read(PARTS, "{'meta':{'device':'1'},'at':'a1:b'}"));
  }

  @Test
  void anIdNeedsAllItsParts() {
    assertThat(read(PARTS, "{'meta':{'device':'a'}}")).isEmpty();
    assertThat(read(PARTS, "{'meta':{'device':null},'at':1}")).isEmpty();
    assertThat(read(PARTS, "{'meta':'a','at':1}")).isEmpty();
    assertThat(read(PARTS, "{'meta':{'device':'a'},'at':1}")).isPresent();
  }

  @Test
  void contentWithoutAValueIsTheSameWhetherItIsNullOrMissing() {
    Optional<String> without = read(CONTENT, "{'meta':{'device':'a'}}");

    assertThat(without).isPresent().isEqualTo(read(CONTENT, "{'meta':{'device':'a'},'note':null}"));
    assertThat(without).isNotEqualTo(read(CONTENT, "{'meta':{'device':'a'},'note':''}"));
    assertThat(without).isNotEqualTo(read(CONTENT, "{'meta':{'device':'a'},'note':'b'}"));
    assertThat(without).isEqualTo(read(CONTENT, "{'meta':{'device':'a'},'other':1}"));
  }

  @Test
  void copiesAreCountedByAllPartsOfTheId(@TempDir Path bucket) throws IOException {
    Path file = bucket.resolve("raw/farm/a.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"meta":{"device":"a"},"at":1}
        {"meta":{"device":"a"},"at":2,"note":"x"}
        {"meta":{"device":"b"},"at":1}
        {"at":1,"meta":{"device":"a"},"note":"y"}
        """);
    LakeCounts counts = new LakeCounts(bucket, "farm");

    assertThat(counts.census(PARTS).copies()).isEqualTo(1);
    assertThat(counts.census(CONTENT).copies()).isZero();
  }
}
