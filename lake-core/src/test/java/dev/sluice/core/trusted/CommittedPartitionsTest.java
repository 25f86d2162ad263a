package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommittedPartitionsTest {
  @Test
  void oldFilesThatCannotBeRemovedCostNoPartition() {
    Keeper keeper = new Keeper(Optional.empty(), Optional.of("s3:DeleteObject is denied"));

    PartitionKeeper.Committed committed =
        keeper.committed(FarmLake.TABLE, RewritePolicy.BY_FINGERPRINT);

    assertThat(committed.left("year=2026/month=06/day=01")).isEmpty();
    assertThat(committed.unclean()).contains("s3:DeleteObject is denied");
  }

  @Test
  void nothingIsRemovedIfTheCommitFailed() {
    Keeper keeper = new Keeper(Optional.of("no answer"), Optional.of("never asked"));

    PartitionKeeper.Committed committed =
        keeper.committed(FarmLake.TABLE, RewritePolicy.BY_FINGERPRINT);

    assertThat(committed.left("year=2026/month=06/day=01")).hasValue("no answer");
    assertThat(committed.unclean()).isEmpty();
  }

  /** Fails as it is told. */
  private record Keeper(Optional<String> commit, Optional<String> clean)
      implements PartitionKeeper {
    @Override
    public Map<String, String> commit(TrustedTable table, RewritePolicy policy) throws IOException {
      if (commit.isPresent()) {
        throw new IOException(commit.get());
      }
      return Map.of("year=2026/month=05/day=31", "another's");
    }

    @Override
    public void clean(TrustedTable table) throws IOException {
      if (clean.isPresent()) {
        throw new IOException(clean.get());
      }
    }

    @Override
    public Optional<PartitionManifest> manifest(TrustedPartition partition) {
      return Optional.empty();
    }

    @Override
    public List<TrustedPartition> gone(TrustedTable table, List<TrustedPartition> inRaw) {
      return List.of();
    }

    @Override
    public PartitionDraft draft(TrustedPartition partition) {
      throw new IllegalStateException("Nothing is made here");
    }

    @Override
    public boolean isStaged(TrustedPartition partition) {
      return false;
    }

    @Override
    public void save() {}
  }
}
