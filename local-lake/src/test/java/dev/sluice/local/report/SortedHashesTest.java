package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SortedHashesTest {
  /** Numbers of a small range occur again; others are anywhere. */
  @Property
  void knowsWhatWasAddedAndHowOften(
      @ForAll @Size(max = 200) List<@LongRange(min = -40, max = 40) Long> near,
      @ForAll @Size(max = 50) List<Long> far,
      @ForAll @IntRange(min = 1, max = 64) int most)
      throws IOException {
    Set<Long> different = new HashSet<>(near);
    different.addAll(far);
    try (SortedHashes hashes = new SortedHashes(most)) {
      for (long each : near) {
        hashes.add(each);
      }
      for (long each : far) {
        hashes.add(each);
      }
      assertThat(hashes.repeated()).isEqualTo(near.size() + far.size() - different.size());
      assertThat(different).allMatch(hashes::contains);
      for (long other = -50; other <= 50; other++) {
        assertThat(hashes.contains(other)).isEqualTo(different.contains(other));
      }
      assertThat(hashes.repeated()).isEqualTo(near.size() + far.size() - different.size());
    }
  }
}
