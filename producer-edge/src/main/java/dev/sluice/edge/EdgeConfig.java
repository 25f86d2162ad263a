package dev.sluice.edge;

import dev.sluice.aws.FunctionConfig;
import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The edge process's settings, e.g. {@code SLUICE_STREAM} in its environment. */
@ConfigMapping(prefix = "sluice")
public interface EdgeConfig extends FunctionConfig {
  /** The name of the Kinesis stream that takes the records. */
  @WithDefault(RequiredVariables.NOT_SET)
  String stream();

  /** The stream's limit of a record, data and key, in bytes: 1 MiB unless it was raised. */
  @WithDefault("1048576")
  int recordBytes();

  /** The folder for what is not sent yet, and how far sources are ({@code SLUICE_EDGE_DIR}). */
  @WithDefault("sluice-edge")
  Path edgeDir();

  /** How much may wait there to be sent, in MiB ({@code SLUICE_EDGE_MIB}). */
  @WithDefault("256")
  int edgeMib();

  /** The machine's name ({@code SLUICE_HOST}); by default its own. */
  Optional<String> host();
}
