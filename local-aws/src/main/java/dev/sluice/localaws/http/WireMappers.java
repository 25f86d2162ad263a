package dev.sluice.localaws.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Trees to bytes and back, with times as the two protocols write them. */
final class WireMappers {
  static final ObjectMapper JSON = new ObjectMapper().registerModule(times());
  static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory()).registerModule(times());

  private WireMappers() {}

  private static SimpleModule times() {
    return new SimpleModule().addSerializer(new WireInstant());
  }

  /** JSON: seconds with milliseconds as fraction. CBOR: tag 1 and milliseconds. */
  private static final class WireInstant extends StdSerializer<Instant> {
    private static final int EPOCH_TAG = 1;

    WireInstant() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (out instanceof CBORGenerator cbor) {
        cbor.writeTag(EPOCH_TAG);
        cbor.writeNumber(value.toEpochMilli());
      } else {
        out.writeNumber(BigDecimal.valueOf(value.toEpochMilli(), 3));
      }
    }
  }
}
