package dev.sluice.core.produce.http.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.pipeline.source.HttpSource.Secret.Place;
import java.io.IOException;

/**
 * A secret as it is kept. It shows its name and never its text, so that it may stand in any
 * message; {@link #open} is for whoever builds a request, and for what takes the text out of
 * messages.
 */
public final class SecretValue {
  /** A shorter text could be a part of data, from which it would have to be taken out. */
  private static final int SHORTEST = 8;

  private final String name;
  private final String text;

  /**
   * A secret.
   *
   * @param name of the secret, or {@code ssm:NAME} of a parameter
   * @param text as it is kept; space and line breaks around it don't belong to it
   */
  public SecretValue(String name, String text) {
    this.name = name;
    this.text = text.strip();
  }

  /** The text itself, not for a message. */
  public String open() {
    return text;
  }

  /**
   * What a request carries of it: all, or one field of a JSON object.
   *
   * @throws IOException if a request can't carry it; the message says what to do
   */
  public SecretValue carried(Secret wanted) throws IOException {
    JsonNode json = json();
    if (wanted.member().isEmpty() && json.isObject()) {
      throw refused(
          "is a JSON object, of which a request takes one field; name it: secret: {name: "
              + name
              + ", field: …}, or store the key alone");
    }
    String carried = text;
    if (wanted.member().isPresent()) {
      String field = wanted.member().get();
      if (!json.path(field).isTextual() && !json.path(field).isNumber()) {
        throw refused(
            "is not a JSON object with a text in its field '%s'; correct the secret, or 'field'"
                .formatted(field));
      }
      carried = json.path(field).asText();
    }
    return new SecretValue(name, carried).checked(wanted.place());
  }

  private JsonNode json() {
    ObjectMapper mapper = new ObjectMapper();
    try {
      return text.startsWith("{") ? mapper.readTree(text) : mapper.missingNode();
    } catch (JsonProcessingException e) {
      // Its message quotes the text.
      return mapper.missingNode();
    }
  }

  private SecretValue checked(Place place) throws IOException {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw refused(
          "has a line break or another control character in it, which a request can't carry; store"
              + " the key alone, in one line");
    }
    if (place == Place.HEADER && text.chars().anyMatch(each -> each > '~')) {
      throw refused("has a character that a header can't carry; only ASCII can be sent");
    }
    if (text.length() < SHORTEST) {
      throw refused(
          "has fewer than %d characters, too few to tell it from data that happens to be equal; use"
                  .formatted(SHORTEST)
              + " a longer key");
    }
    return this;
  }

  private IOException refused(String reason) {
    return new IOException("The secret '" + name + "' " + reason);
  }

  @Override
  public String toString() {
    return "secret '" + name + "'";
  }
}
