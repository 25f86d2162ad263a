package dev.sluice.core.pipeline.source;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks an HTTP API that answers in JSON. A tick is one request for each set of variables and page;
 * each answer's items become records of the stream, or all of them one object in raw.
 *
 * <p>Texts are templates: {@code {name}} stands for a variable of {@code each}, {@code {tick}} (ISO
 * 8601), {@code {yyyy}}, {@code {MM}}, {@code {dd}}, {@code {HH}} of the tick (UTC), {@code
 * {page}}, {@code {index}} (the item's place in the answer, from 0 on) or, beginning with a slash,
 * for what a JSON pointer finds in the item.
 *
 * @param every the time between two ticks
 * @param call how the API is asked
 * @param each the variables of each request, at least one set, which may be empty
 * @param pages how many pages are asked for
 * @param items what is taken from an answer
 * @param lookups requests that come before the others of a tick
 * @param target where the items go
 */
public record HttpSource(
    Duration every,
    Call call,
    List<Map<String, String>> each,
    Optional<Pages> pages,
    Items items,
    List<Lookup> lookups,
    Target target)
    implements TickedSource {
  public HttpSource {
    each = List.copyOf(each);
    lookups = List.copyOf(lookups);
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be positive, not " + every);
    }
    if (each.isEmpty()) {
      throw new IllegalArgumentException("each needs a set of variables, if only an empty one");
    }
  }

  @Override
  public boolean needsStream() {
    return target instanceof Target.Stream;
  }

  /** The most requests that a tick makes, retries aside. */
  public int requestsPerTick() {
    return lookups.size() + each.size() * pages.map(Pages::count).orElse(1);
  }

  /**
   * How the API is asked.
   *
   * @param url a template; values are encoded for a URL
   * @param headers sent with each request
   * @param secret what authenticates the request
   * @param timeout of one request
   * @param quota how often the API may be asked
   * @param conditional whether only what has changed since the last answer is asked for
   */
  public record Call(
      String url,
      Map<String, String> headers,
      Optional<Secret> secret,
      Duration timeout,
      Quota quota,
      boolean conditional) {
    public Call {
      headers = Map.copyOf(headers);
    }

    /** Without conditions. */
    public Call(
        String url,
        Map<String, String> headers,
        Optional<Secret> secret,
        Duration timeout,
        Quota quota) {
      this(url, headers, secret, timeout, quota, false);
    }

    /** The same with another URL. */
    public Call to(String otherUrl) {
      return new Call(otherUrl, headers, secret, timeout, quota, conditional);
    }
  }

  /**
   * A secret and where a request carries it.
   *
   * @param name in Secrets Manager, or {@code ssm:NAME} in the Parameter Store
   * @param member the field that is taken of a secret that is a JSON object; empty for all of it
   * @param place of the request
   * @param field the query parameter's or header's name
   * @param format the text, with {@code {secret}} for the secret
   */
  public record Secret(
      String name, Optional<String> member, Place place, String field, String format) {
    /** A part of a request. */
    public enum Place {
      /** The URL's query. */
      QUERY,
      /** A header. */
      HEADER
    }
  }

  /**
   * Pages of one answer. The last one is the smaller of {@code to} and what the first answer says,
   * or the first that has no items.
   *
   * @param parameter the query parameter with the page's number
   * @param from the first page's number
   * @param to the last page's number
   * @param total a JSON pointer to the last page's number in the answer
   */
  public record Pages(String parameter, int from, int to, Optional<String> total) {
    public Pages {
      if (to < from) {
        throw new IllegalArgumentException(
            "Pages from %d to %d are not a range; the first must not be after the last"
                .formatted(from, to));
      }
    }

    int count() {
      return to - from + 1;
    }
  }

  /**
   * What is taken from an answer.
   *
   * @param pointer to the item, or to an array of items; empty for the whole answer
   * @param fields JSON pointers into an item by the record's fields; empty: the item's own fields
   * @param assign templates by the record's fields
   * @param onlyNew which items are left out; empty: none
   */
  public record Items(
      String pointer,
      Map<String, String> fields,
      Map<String, String> assign,
      Optional<OnlyNew> onlyNew) {
    /** With all items. */
    public Items(String pointer, Map<String, String> fields, Map<String, String> assign) {
      this(pointer, fields, assign, Optional.empty());
    }

    public Items {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      assign = Collections.unmodifiableMap(new LinkedHashMap<>(assign));
    }
  }

  /**
   * Leaves out items that were given before, for the same entry of the list of variables.
   *
   * @param id a JSON pointer to what identifies an item
   * @param version a JSON pointer to what differs when an item is revised; empty: none is
   * @param remember so many versions of items, 1 to {@link #MOST}
   */
  public record OnlyNew(String id, Optional<String> version, int remember) {
    /** The most items that a feed remembers. */
    public static final int MOST = 100_000;

    public OnlyNew {
      if (remember < 1 || remember > MOST) {
        throw new IllegalArgumentException(
            "onlyNew remembers 1 to %,d items, not %,d".formatted(MOST, remember));
      }
    }
  }

  /**
   * Names for the ids in an item.
   *
   * @param field of the item that takes the names
   * @param url a template
   * @param items a JSON pointer to the array of entries in the answer
   * @param id a JSON pointer to an entry's id
   * @param name a JSON pointer to an entry's name
   * @param from a JSON pointer to the id, or the array of ids, in an item of the source
   */
  public record Lookup(
      String field, String url, String items, String id, String name, String from) {}

  /**
   * How often an API may be asked; what is empty is not limited.
   *
   * @param second requests in any second
   * @param hour requests in an hour
   * @param day requests in a day, UTC
   */
  public record Quota(Optional<Integer> second, Optional<Integer> hour, Optional<Integer> day) {
    /** No limit. */
    public static final Quota NONE =
        new Quota(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What becomes of a tick's items when one of its requests brought nothing. */
  public enum Partial {
    /** They are handed out all the same. */
    KEEP,
    /** They are not handed out. */
    DISCARD
  }

  /** Where the items go. */
  public sealed interface Target {
    Partial partial();

    /** Each item is a record of the stream. */
    record Stream(Partial partial) implements Target {
      public Stream() {
        this(Partial.KEEP);
      }
    }

    /**
     * A tick's items are one JSON array.
     *
     * @param key a template of the object's key, beginning with {@code raw/}
     */
    record Raw(String key, Partial partial) implements Target {
      /** An object that lacks items would pass for the whole. */
      public Raw(String key) {
        this(key, Partial.DISCARD);
      }
    }
  }
}
