package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caffeine looks its caches up by name, which native images have to be told. */
class NativeEntriesTest {
  private static final String CONFIG =
      "/META-INF/native-image/dev.sluice/lake-iceberg/reflect-config.json";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.iceberg.SchemaParser",
        "org.apache.iceberg.PartitionSpecParser",
        "org.apache.iceberg.data.GenericRecord"
      })
  void cachesOfIcebergAreThere(String owner) throws ReflectiveOperationException, IOException {
    String config;
    try (InputStream in = getClass().getResourceAsStream(CONFIG)) {
      config = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(parts(owner))
        .isNotEmpty()
        .allSatisfy(part -> assertThat(config).contains("\"" + part + "\""));
  }

  /** What the static caches of a class are made of. */
  private static List<String> parts(String owner) throws ReflectiveOperationException {
    List<String> parts = new ArrayList<>();
    for (Field field : Class.forName(owner).getDeclaredFields()) {
      if (Cache.class.isAssignableFrom(field.getType())) {
        Object cache = value(value(null, field), "cache");
        parts.add(cache.getClass().getName());
        parts.add(value(cache, "nodeFactory").getClass().getName());
      }
    }
    return parts;
  }

  private static Object value(Object of, String name) throws ReflectiveOperationException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return value(of, field);
        }
      }
    }
    throw new NoSuchFieldException(name);
  }

  private static Object value(Object of, Field field) throws IllegalAccessException {
    field.setAccessible(true);
    return field.get(of);
  }
}
