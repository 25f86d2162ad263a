package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The part of a list that a request asks for. */
record Slice(int from, int to) {
  static Slice of(ObjectNode input, int size, int most) {
    String token = input.path("NextToken").asText("");
    if (!token.matches("\\d{0,9}") || (!token.isEmpty() && Integer.parseInt(token) > size)) {
      throw AthenaService.invalid("NextToken '" + token + "' was not given by this list.");
    }
    int wanted = input.path("MaxResults").asInt(most);
    if (wanted < 1 || wanted > most) {
      throw AthenaService.invalid("MaxResults is " + wanted + "; it must be 1 to " + most + ".");
    }
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    return new Slice(from, Math.min(size, from + wanted));
  }

  Optional<String> nextToken(int size) {
    return to < size ? Optional.of(Integer.toString(to)) : Optional.empty();
  }
}
