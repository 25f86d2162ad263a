package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.trusted.rows.TextTableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownWhileMadeTest {
  private final FarmLake lake = new FarmLake(Path.of("unused"));
  private final HeadCounter heads = new HeadCounter(lake.store);

  /** Others are saved meanwhile; the answer would be what there was before. */
  @Test
  void aPartitionIsNotAskedWhileItIsBeingMade() throws IOException {
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
    PartitionKeeper keeper =
        PartitionTransform.known(FarmLake.pipeline(List.of()), heads, new TextTableWriter());
    keeper.look(FarmLake.TABLE, Optional.of(Instant.EPOCH));
    TrustedPartition partition = lake.partitions().partitions().get(0);

    PartitionKeeper.PartitionDraft draft = keeper.draft(partition);
    keeper.save();
    assertThat(heads.keys).isEmpty();

    draft.finish();
    keeper.save();
    assertThat(heads.keys).containsExactly(partition.trustedKey());
  }
}
