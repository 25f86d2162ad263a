package dev.sluice.core.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.http.memory.Novelty;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaskedMarksTest {
  private static Novelty.Marks marks(EntryMask mask, String phone) {
    OnlyNew onlyNew = new OnlyNew("/phone", Optional.empty(), 10);
    JsonNode item = JsonNodeFactory.instance.objectNode().put("phone", phone);
    return new Novelty(Optional.of(onlyNew), "visits", mask::keyed).of("", item).orElseThrow();
  }

  private static EntryMask mask() {
    return new EntryMask(Optional.of(Masked.visits()));
  }

  @Test
  void whatIsRememberedOfAMaskedItemCanNotBeFoundByTrying() {
    Novelty.Marks tried = marks(EntryMask.NONE, "555-0100");
    Novelty.Marks kept = marks(mask(), "555-0100");

    assertThat(kept.given()).isNotEqualTo(tried.given());
    assertThat(kept.rejected()).isNotEqualTo(tried.rejected());
    assertThat(marks(mask(), "555-0100")).isEqualTo(kept);
    assertThat(marks(mask(), "555-0101").given()).isNotEqualTo(kept.given());
  }
}
