package dev.sluice.core.definition;

import dev.sluice.core.definition.read.Placeholders;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Condition.Contains;
import dev.sluice.core.pipeline.Condition.Equals;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.Trigger;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * What rules, messages and digests can't do with masked fields, as they see what masks leave: they
 * would never fire, or speak of nothing, and nobody would notice.
 *
 * @param masks by field, or by column that is made of one
 * @param kind {@code field} or {@code column}
 */
record MaskedUses(Map<String, Mask> masks, String kind) {
  MaskedUses {
    masks = Map.copyOf(masks);
  }

  /** What a rule can't, by the rule's key. */
  void check(AlertRule rule, BiConsumer<String, String> problems) {
    rule.scope().by().forEach(field -> tell("by", group(field), problems));
    rule.scope().where().stream()
        .flatMap(Condition::tests)
        .forEach(test -> tell("where", test(test), problems));
    rule.when().accept(new InTrigger()).forEach(problem -> problems.accept("when", problem));
    if (rule.firing().clear().orElse(null) instanceof Clearing.Matches clear) {
      clear.condition().tests().forEach(test -> tell("clear", test(test), problems));
    }
    Placeholders.in(rule.message()).forEach(field -> tell("message", absent(field), problems));
  }

  /** What a digest can't, by its key. */
  void check(Digest digest, BiConsumer<String, String> problems) {
    tell("by", group(digest.groupBy()), problems);
    digest.values().forEach(field -> tell("values", absent(field), problems));
  }

  private static void tell(
      String key, Optional<String> problem, BiConsumer<String, String> problems) {
    problem.ifPresent(text -> problems.accept(key, text));
  }

  /** A field that is dropped. */
  private Optional<String> absent(String field) {
    return masks.get(field) instanceof Mask.Drop
        ? Optional.of(
            "the %s '%s' has 'mask: drop', so it is in no record here; take it out, or take another mask"
                .formatted(kind, field))
        : Optional.empty();
  }

  /** A field by which records are told apart. */
  private Optional<String> group(String field) {
    return masks.get(field) instanceof Mask.Partial partial
        ? Optional.of(
            "the %s '%s' has 'mask: partial(%d)', by which different values become equal; set 'mask: hmac'"
                .formatted(kind, field, partial.shown()))
        : absent(field);
  }

  /** What a condition over masked values can't. */
  Optional<String> test(Condition.Test test) {
    Mask mask = masks.get(test.field());
    if (mask instanceof Mask.Hmac && !isOfHmac(test)) {
      return Optional.of(
          ("the %4$s '%1$s' has 'mask: hmac', so it is 80 hex digits here, never %2$s; compare"
                  + " with {%4$s: %1$s, contains: HEX}, the 64 digits of: printf %%s VALUE |"
                  + " openssl dgst -sha256 -hmac \"$KEY\"")
              .formatted(test.field(), value(test), "", kind));
    }
    if (mask instanceof Mask.Partial partial && !isOfPartial(test, partial.shown())) {
      return Optional.of(
          ("the %4$s '%1$s' has 'mask: partial(%2$d)', so it is * and its last %2$d characters"
                  + " here, never %3$s; compare with these, or set 'mask: hmac'")
              .formatted(test.field(), partial.shown(), value(test), kind));
    }
    return absent(test.field());
  }

  private static String value(Condition.Test test) {
    if (test instanceof Equals equals) {
      return "'" + equals.value() + "'";
    }
    return test instanceof Contains contains ? "one with '" + contains.value() + "'" : "a number";
  }

  private static boolean isOfHmac(Condition.Test test) {
    return test instanceof Equals equals
        ? equals.value().matches("[0-9a-f]{80}")
        : test instanceof Contains contains && contains.value().matches("[0-9a-f]{16,80}");
  }

  private static boolean isOfPartial(Condition.Test test, int shown) {
    if (test instanceof Equals equals) {
      int length = equals.value().codePointCount(0, equals.value().length());
      return equals.value().matches("\\*+")
          || length > shown && behindStars(equals.value()) <= shown;
    }
    return test instanceof Contains contains && behindStars(contains.value()) <= shown;
  }

  private static int behindStars(String text) {
    String rest = text.replaceFirst("^\\*+", "");
    return rest.codePointCount(0, rest.length());
  }

  /** What a rule can't measure. */
  private final class InTrigger implements Trigger.Visitor<Stream<String>> {
    @Override
    public Stream<String> visit(Trigger.Matches when) {
      return when.condition().tests().flatMap(test -> test(test).stream());
    }

    @Override
    public Stream<String> visit(Trigger.Change when) {
      return absent(when.field()).stream();
    }

    @Override
    public Stream<String> visit(Trigger.Aggregate when) {
      return absent(when.field()).stream();
    }

    @Override
    public Stream<String> visit(Trigger.Silence when) {
      return when.field().flatMap(MaskedUses.this::absent).stream();
    }

    @Override
    public Stream<String> visit(Trigger.Stuck when) {
      return group(when.field()).stream();
    }
  }
}
