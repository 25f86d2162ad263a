package dev.sluice.core.definition;

import java.nio.file.Path;

/** A definition with a field of each mask, to which tests add what uses them. */
final class MaskedVisits {
  private MaskedVisits() {}

  static PipelineFile in(Path folder) {
    return PipelineFile.copy("windfarm", folder)
        .with(
            """
            pipeline: windfarm
            source: {external: {}}
            record:
              key: device
              maskKey: sluice/mask
              schema:
                id: string
                timestamp: timestamp
                device: {type: string, required: true, mask: hmac}
                phone: {type: string, mask: partial(4)}
                note: {type: double, mask: drop}
            """);
  }
}
