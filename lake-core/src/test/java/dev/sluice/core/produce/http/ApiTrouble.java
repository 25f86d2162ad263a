package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.function.Consumer;

/** What the other side does with a request. */
enum ApiTrouble implements FakeApi.Answers {
  ILLEGAL_HEADER {
    @Override
    public HttpAnswer to(HttpRequest request) {
      throw new IllegalArgumentException(
          "Illegal character(s) in message header value: " + request.headers());
    }
  },
  BROKEN_URL {
    @Override
    public HttpAnswer to(HttpRequest request) throws IOException {
      throw new FileNotFoundException(request.uri().toString());
    }
  },
  REFUSED {
    @Override
    public HttpAnswer to(HttpRequest request) throws IOException {
      throw new ConnectException("Connection refused " + sent(request));
    }
  },
  TIMED_OUT {
    @Override
    public HttpAnswer to(HttpRequest request) throws IOException {
      IOException e = new SocketTimeoutException("Read timed out: " + request.uri().getQuery());
      e.initCause(new IllegalStateException(sent(request)));
      throw e;
    }
  },
  UNEXPECTED {
    @Override
    public HttpAnswer to(HttpRequest request) {
      throw new IllegalStateException("unexpected", new IOException(sent(request)));
    }
  },
  REDIRECTED {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return status(302, sent(request), Map.of("location", request.uri() + "#" + sent(request)));
    }
  },
  NOT_ACCEPTED {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return status(401, "{\"error\": \"invalid key " + sent(request) + "\"}", Map.of());
    }
  },
  FORBIDDEN {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return error(403, request);
    }
  },
  OUT_OF_RANGE {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return status(400, "x".repeat(195) + sent(request), Map.of());
    }
  },
  NOT_WHAT_WAS_ASKED_FOR {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return ok("{\"status_message\": \"" + escaped(sent(request)) + "\", \"value\": \"a\"}");
    }
  },
  PUT_OFF {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return new HttpAnswer(
          503, Map.of("retry-after", "100"), sent(request).getBytes(UTF_16LE), true);
    }
  },
  ECHOED_AS_TEXT {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return ok("Invalid key " + sent(request));
    }
  },
  ECHOED_AT_THE_CUT {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return ok("x".repeat(99_995) + sent(request));
    }
  },
  ECHOED_IN_A_RECORD {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return json(request, node -> node.put("value", 1));
    }
  },
  ECHOED_IN_WHAT_IS_REJECTED {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return json(request, node -> node.put("value", sent(request)));
    }
  },
  ECHOED_IN_ESCAPES {
    @Override
    public HttpAnswer to(HttpRequest request) {
      return ok("{\"value\": 1, \"note\": \"" + escaped(sent(request)) + "\"}");
    }
  };

  static HttpAnswer error(int status, HttpRequest request) {
    return status(
        status, "{\"error\": {\"message\": \"" + escaped(sent(request)) + "\"}}", Map.of());
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(each -> escaped.append("\\u%04x".formatted(each)));
    return escaped.toString();
  }

  static HttpAnswer json(HttpRequest request, Consumer<ObjectNode> more) {
    ObjectNode node =
        JsonNodeFactory.instance.objectNode().put("note", "you sent " + sent(request));
    more.accept(node);
    return ok(node.toString());
  }

  /** The key as it was sent. */
  static String sent(HttpRequest request) {
    String query = request.uri().getQuery();
    int key = query.indexOf("apikey=");
    return key >= 0
        ? query.substring(key + "apikey=".length())
        : request.headers().get("Authorization");
  }
}
