package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.pipeline.LakeLayout;
import java.time.Instant;
import java.util.Optional;

/** How far digests are, as JSON. */
final class DigestJson {
  private static final VersionedObject.Format<DigestState> FORMAT =
      new VersionedObject.Format<>(
          "a state of digests",
          "Delete it: the next digest goes back 24 hours.",
          DigestJson::parse,
          DigestJson::bytes);

  private DigestJson() {}

  /** A pipeline's state of digests in the lake. */
  static VersionedObject<DigestState> in(ObjectStore store, String pipeline) {
    return new VersionedObject<>(store, new LakeLayout(pipeline).digest(), FORMAT);
  }

  private static byte[] bytes(DigestState state) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    state.sentUpTo().ifPresent(sent -> node.put("sentUpTo", sent.toString()));
    state
        .claim()
        .ifPresent(
            claim ->
                node.putObject("claim").put("upTo", claim.upTo().toString()).put("by", claim.by()));
    return (node + "\n").getBytes(UTF_8);
  }

  private static DigestState parse(JsonNode node) {
    JsonNode claim = node.path("claim");
    return new DigestState(
        instant(node.path("sentUpTo")),
        instant(claim.path("upTo"))
            .map(upTo -> new DigestState.Claim(upTo, claim.path("by").asText())));
  }

  private static Optional<Instant> instant(JsonNode text) {
    return text.isMissingNode() ? Optional.empty() : Optional.of(Instant.parse(text.asText()));
  }
}
