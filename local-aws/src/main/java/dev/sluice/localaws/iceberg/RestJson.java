package dev.sluice.localaws.iceberg;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.RESTRequest;
import org.apache.iceberg.rest.RESTSerializers;

/** Requests and responses as the specification of the REST catalog writes them. */
final class RestJson {
  private final ObjectMapper mapper = new ObjectMapper();

  RestJson() {
    mapper.setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
    RESTSerializers.registerAll(mapper);
  }

  <T extends RESTRequest> T read(byte[] body, Class<T> type) {
    try {
      T request = mapper.readValue(body, type);
      if (request == null) {
        throw new BadRequestException("The request's body is null, not a %s", type.getSimpleName());
      }
      request.validate();
      return request;
    } catch (IOException | IllegalArgumentException e) {
      String reason =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      throw new BadRequestException(
          e, "The request's body is not a valid %s: %s", type.getSimpleName(), reason);
    }
  }

  byte[] write(Object response) {
    try {
      return mapper.writeValueAsBytes(response);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
