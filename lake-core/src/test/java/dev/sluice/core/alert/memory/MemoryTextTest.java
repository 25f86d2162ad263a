package dev.sluice.core.alert.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.text.Device;
import dev.sluice.core.alert.text.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class MemoryTextTest {
  /** One with values of each kind. */
  private static final class Kept extends Memory {
    private long newest = NONE;
    private double number = Double.NaN;
    private String text = "";

    @Override
    public void carry(MemoryFields fields) {
      super.carry(fields);
      newest = fields.whole('t', newest);
      number = fields.decimal('n', number);
      text = fields.text(text);
    }
  }

  /** Gives a memory any values. */
  private record Filler(long[] wholes, double decimal, String text) implements MemoryFields {
    @Override
    public long whole(char name, long value) {
      return wholes["sobeft".indexOf(name)];
    }

    @Override
    public double decimal(char name, double value) {
      return decimal;
    }

    @Override
    public String text(String value) {
      return text;
    }
  }

  private final Memories memories = new Memories(Integer.MAX_VALUE, Map.of("rule", Kept::new));
  private final StateCodec codec =
      new StateCodec(1_000, () -> new Memories(Integer.MAX_VALUE, Map.of("rule", Kept::new)));

  @Property
  void memoriesAreReadAsTheyWereWritten(
      @ForAll @Size(6) long[] wholes,
      @ForAll double decimal,
      @ForAll String text,
      @ForAll String group) {
    String name = Device.named(group);
    Filler filler = new Filler(wholes, decimal, ValueText.of(text));
    memories.of("rule", name).carry(filler);
    memories.setNow(77);
    memories.setGeneration(1);
    String json = codec.write(new WindowState(1_000, memories));
    WindowState read = codec.read(json.getBytes(StandardCharsets.US_ASCII)).orElseThrow();

    assertThat(codec.write(read)).isEqualTo(json);
    assertThat(read.memories().now()).isEqualTo(77);
    if (wholes[0] != Memory.NONE) {
      assertThat(new MemoryText.Writer().write(read.memories().of("rule", name)))
          .isEqualTo(new MemoryText.Writer().write(memories.of("rule", name)));
    }
  }

  @Property
  void aSnapshotBringsBackWhatWas(
      @ForAll @Size(6) long[] before, @ForAll @Size(6) long[] after, @ForAll double decimal) {
    Kept memory = new Kept();
    MemorySnapshot snapshot = new MemorySnapshot();
    memory.carry(new Filler(before, decimal, "open"));
    String written = new MemoryText.Writer().write(memory);
    snapshot.take(memory);
    memory.carry(new Filler(after, decimal + 1, "closed"));
    snapshot.restore(memory);

    assertThat(new MemoryText.Writer().write(memory)).isEqualTo(written);
  }

  @Example
  void theOrderOfValuesDoesNotMatterAndOthersArePassedOver() {
    Kept memory = new Kept();
    MemoryText.read("s1 q2 t3 a4 p5 c6 b7 n21.5 u1.0 vopen", memory);

    assertThat(new MemoryText.Writer().write(memory)).isEqualTo("s1 b7 t3 n21.5 vopen");
  }

  @Example
  void aMemoryOfARuleThatIsNoLongerDefinedIsDropped() {
    WindowState read =
        codec.read("{\"m/gone/wt-01\": \"s1 v\"}".getBytes(StandardCharsets.UTF_8)).orElseThrow();

    assertThat(codec.write(read)).isEqualTo("{\"v\":\"1\"}");
  }

  @Example
  void theStateHasMemoriesInTheOrderOfTheirNames() {
    Memories two = new Memories(Integer.MAX_VALUE, Map.of("hot", Kept::new, "hot-2", Kept::new));
    List<String> names = new ArrayList<>();
    for (String rule : List.of("hot", "hot-2")) {
      for (int group = 0; group < 100; group++) {
        MemoryText.read("s1 v", two.of(rule, "wt-" + group));
        names.add("m/" + rule + "/wt-" + group);
      }
    }
    List<String> written = new ArrayList<>();

    assertThatCode(() -> two.writeTo((name, text) -> written.add(name))).doesNotThrowAnyException();

    assertThat(written).isSorted().containsExactlyInAnyOrderElementsOf(names);
  }

  @Example
  void whatIsNotAMemoryIsRefused() {
    assertThatThrownBy(() -> MemoryText.read("s1 t2", new Kept()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'s1 t2'");
    assertThatThrownBy(() -> MemoryText.read("s? v", new Kept()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
