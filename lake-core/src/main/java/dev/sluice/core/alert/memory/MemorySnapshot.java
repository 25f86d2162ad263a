package dev.sluice.core.alert.memory;

/** A memory's values before a record, to go back to; reused, so that no record allocates one. */
public final class MemorySnapshot implements MemoryFields {
  private static final int MOST_VALUES = 16;

  private final long[] values = new long[MOST_VALUES];
  private String text = "";
  private int next;
  private boolean restores;

  public void take(Memory memory) {
    carry(memory, false);
  }

  public void restore(Memory memory) {
    carry(memory, true);
  }

  private void carry(Memory memory, boolean back) {
    next = 0;
    restores = back;
    memory.carry(this);
  }

  @Override
  public long whole(char name, long value) {
    if (!restores) {
      values[next] = value;
    }
    return values[next++];
  }

  @Override
  public double decimal(char name, double value) {
    return Double.longBitsToDouble(whole(name, Double.doubleToRawLongBits(value)));
  }

  @Override
  public String text(String value) {
    text = restores ? text : value;
    return text;
  }
}
