package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.produce.item.Template;
import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request of a tick, without its secret.
 *
 * @param label says which one it is, unique in the tick; for logs and rejected items
 * @param url to ask
 * @param variables for templates: the request's own and the tick's
 * @param entry which entry of the source's list it is for: the label without the page
 * @param remedy what to do where the server says that there is nothing of it
 */
record ApiRequest(
    String label, String url, Map<String, String> variables, String entry, String remedy) {
  ApiRequest(String label, String url, Map<String, String> variables) {
    this(label, url, variables, label, "");
  }

  static ApiRequest of(String urlTemplate, Map<String, String> own, Map<String, String> tick) {
    Map<String, String> all = new HashMap<>(tick);
    all.putAll(own);
    String label =
        own.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
    return new ApiRequest(
        label.isEmpty() ? "request" : label,
        new Template(urlTemplate).fill(name -> encoded(all.get(name))),
        all);
  }

  /** The same request for a page. */
  ApiRequest page(Pages pages, int page) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("page", Integer.toString(page));
    String last = "; if the pages end before this one, set pages: {to: %d}".formatted(page - 1);
    return new ApiRequest(
        label + " page=" + page,
        with(url, pages.parameter(), Integer.toString(page)),
        all,
        entry,
        page > pages.from() ? last : "");
  }

  /** A URL with one more parameter in its query. */
  static String with(String url, String parameter, String value) {
    String separator = url.contains("?") ? "&" : "?";
    return url + separator + encoded(parameter) + '=' + encoded(value);
  }

  private static String encoded(String value) {
    return value == null ? null : URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  String host() {
    return URI.create(url).getHost();
  }
}
