package dev.sluice.core.produce.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.item.ItemWriter;
import java.io.IOException;
import java.util.Map;

/** Masks items before anything of them is stored: also what a tick remembers until it is sent. */
record MaskedItems(ItemWriter items, EntryMask mask) implements ItemWriter {
  @Override
  public Entry entry(
      JsonNode item, Map<String, String> variables, Map<String, Map<String, String>> names)
      throws UnfitItemException, IOException {
    return mask.entry(items.entry(item, variables, names));
  }

  @Override
  public RejectedRow kept(RejectedRow row) {
    return mask.row(row);
  }
}
