package dev.sluice.localaws.crawler.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a field's values are, as far as they were seen. */
public sealed interface SampleType {
  Scalar STRING = new Scalar("string");
  Scalar INT = new Scalar("int");
  Scalar BIGINT = new Scalar("bigint");
  Scalar DOUBLE = new Scalar("double");
  Scalar BOOLEAN = new Scalar("boolean");
  Nothing NOTHING = new Nothing();

  /** The type in Hive's words. */
  String hive();

  /** No value but null was seen; a column of it is a string. */
  record Nothing() implements SampleType {
    @Override
    public String hive() {
      return "string";
    }
  }

  /** A type without parts, by Hive's name. */
  record Scalar(String name) implements SampleType {
    /** From narrow to wide. */
    private static final List<String> WHOLE = List.of("tinyint", "smallint", "int", "bigint");

    private static final Set<String> FRACTIONS = Set.of("float", "double");

    @Override
    public String hive() {
      return name;
    }

    private boolean isNumber() {
      return WHOLE.contains(name) || FRACTIONS.contains(name);
    }

    /** Numbers become the wider one; what has nothing in common becomes text. */
    private Scalar and(Scalar other) {
      if (equals(other)) {
        return this;
      }
      if (!isNumber() || !other.isNumber()) {
        return STRING;
      }
      int wider = Math.max(WHOLE.indexOf(name), WHOLE.indexOf(other.name));
      return WHOLE.contains(name) && WHOLE.contains(other.name)
          ? new Scalar(WHOLE.get(wider))
          : DOUBLE;
    }
  }

  /** An object, with its fields in the order in which they were seen. */
  record Struct(Map<String, SampleType> fields) implements SampleType {
    /** Athena has no structs without fields. */
    @Override
    public String hive() {
      return fields.isEmpty()
          ? STRING.hive()
          : fields.entrySet().stream()
              .map(field -> field.getKey() + ":" + field.getValue().hive())
              .collect(Collectors.joining(",", "struct<", ">"));
    }

    private Struct and(Struct other) {
      Map<String, SampleType> all = new LinkedHashMap<>(fields);
      other.fields.forEach((name, type) -> all.merge(name, type, SampleType::join));
      return new Struct(all);
    }
  }

  /** An array of items of one type. */
  record ListOf(SampleType item) implements SampleType {
    @Override
    public String hive() {
      return "array<" + item.hive() + ">";
    }
  }

  /** The narrowest type that both fit in. */
  static SampleType join(SampleType a, SampleType b) {
    if (a instanceof Nothing) {
      return b;
    }
    if (b instanceof Nothing) {
      return a;
    }
    if (a instanceof Scalar one && b instanceof Scalar two) {
      return one.and(two);
    }
    if (a instanceof Struct one && b instanceof Struct two) {
      return one.and(two);
    }
    if (a instanceof ListOf one && b instanceof ListOf two) {
      return new ListOf(join(one.item(), two.item()));
    }
    return STRING;
  }
}
