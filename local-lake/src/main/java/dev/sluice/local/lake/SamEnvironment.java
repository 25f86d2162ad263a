package dev.sluice.local.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.template.StackModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code sam local invoke --env-vars} wants, so that a function in a container works on a lake
 * that runs here: the variables of each function by its logical id. The SAM CLI takes only
 * variables that the template declares; the template's parameter {@code EndpointUrl} declares those
 * that lead to the lake.
 *
 * @param variables by function
 */
public record SamEnvironment(Map<String, Map<String, String>> variables) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public SamEnvironment {
    variables = new TreeMap<>(variables);
  }

  /**
   * The variables of a stack's functions.
   *
   * @param endpoint of the lake, as a container reaches it
   */
  public static SamEnvironment of(PipelineStack stack, URI endpoint) {
    Map<String, Map<String, String>> variables = new TreeMap<>();
    for (StackModel.Function function : stack.stack().functions()) {
      Map<String, String> own = new TreeMap<>(function.spec().environment());
      own.put("AWS_ENDPOINT_URL", endpoint.toString());
      own.put("QUARKUS_S3_PATH_STYLE_ACCESS", "true"); // buckets are no host names here
      variables.put(function.logicalId(), own);
    }
    return new SamEnvironment(variables);
  }

  /** Writes {@code env/PIPELINE.json} beside a template, and returns where. */
  public Path writeBeside(Path template, String pipeline) throws IOException {
    Path folder = template.toAbsolutePath().resolveSibling("env");
    Files.createDirectories(folder);
    Path file = folder.resolve(pipeline + ".json");
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), variables);
    return file;
  }
}
