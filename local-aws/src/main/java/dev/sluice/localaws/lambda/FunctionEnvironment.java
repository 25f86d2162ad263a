package dev.sluice.localaws.lambda;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.lambda.ArtefactCache.Artefact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a function's process: Lambda's variables and the template's, nothing of the
 * lake's own but the search path.
 *
 * <p>Deviation: a process cannot have a {@code /opt} of its own without a container. A value that
 * is {@code /opt} or starts with {@code /opt/} is rewritten to the layer's directory.
 */
final class FunctionEnvironment {
  private static final String OPT = "/opt";

  private final FunctionSpec spec;
  private final HostSettings settings;
  private final Artefact artefact;

  FunctionEnvironment(FunctionSpec spec, HostSettings settings, Artefact artefact) {
    this.spec = spec;
    this.settings = settings;
    this.artefact = artefact;
  }

  Map<String, String> of(String runtimeApi, Path home, Map<String, String> parent) {
    Map<String, String> values = new HashMap<>();
    for (String inherited : List.of("PATH", "LD_LIBRARY_PATH", "JAVA_HOME")) {
      if (parent.containsKey(inherited)) {
        values.put(inherited, parent.get(inherited));
      }
    }
    values.put("AWS_ENDPOINT_URL", settings.endpoint().toString());
    spec.environment().forEach((name, value) -> values.put(name, local(value)));
    values.putAll(process(runtimeApi, home));
    values.putAll(aws());
    return values;
  }

  private Map<String, String> process(String runtimeApi, Path home) {
    return Map.of(
        "AWS_LAMBDA_RUNTIME_API",
        runtimeApi,
        "_HANDLER",
        spec.code().handler(),
        "LAMBDA_TASK_ROOT",
        artefact.root().toString(),
        "LAMBDA_RUNTIME_DIR",
        settings.runtimeClient().toString(),
        "HOME",
        home.toString(),
        "LANG",
        "C.UTF-8",
        "TZ",
        "UTC",
        // glibc's arenas of every thread would cost each JVM some 20 MB.
        "MALLOC_ARENA_MAX",
        "2");
  }

  private Map<String, String> aws() {
    Map<String, String> values = new HashMap<>();
    values.put("AWS_REGION", Account.LOCAL.region());
    values.put("AWS_DEFAULT_REGION", Account.LOCAL.region());
    values.put("AWS_ACCESS_KEY_ID", settings.accessKey());
    values.put("AWS_SECRET_ACCESS_KEY", "local");
    values.put("AWS_EC2_METADATA_DISABLED", "true");
    values.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + spec.code().runtime());
    values.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
    values.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.limits().memoryMb()));
    values.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    values.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    values.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
    values.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    return values;
  }

  private String local(String value) {
    if ((!value.equals(OPT) && !value.startsWith(OPT + "/")) || spec.code().layers().isEmpty()) {
      return value;
    }
    String inside = value.substring(OPT.length()).replaceFirst("^/", "");
    return spec.code().layers().stream()
        .map(layer -> layer.toAbsolutePath().resolve(inside))
        .filter(Files::exists)
        .findFirst()
        .orElseGet(() -> spec.code().layers().get(0).toAbsolutePath().resolve(inside))
        .toString();
  }
}
