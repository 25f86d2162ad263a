package dev.sluice.core.produce.deliver;

import java.util.List;

class FakeRecordStreamTest extends RecordStreamContract {
  private final FakeRecordStream stream = new FakeRecordStream();

  @Override
  protected RecordStream stream() {
    return stream;
  }

  @Override
  protected List<String> stored() {
    return stream.stored();
  }
}
