package dev.sluice.local.play;

import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.localaws.s3.S3Upload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files in {@code pipelines/NAME/landing/}, for the folders of the same names in the bucket.
 * {@code NAME-classic} has those of {@code NAME}, if it has none of its own.
 */
record LandingSamples(Path folder) {
  static LandingSamples of(Path pipelines, String pipeline) {
    Path own = pipelines.resolve(pipeline).resolve("landing");
    return new LandingSamples(
        Files.isDirectory(own)
            ? own
            : pipelines.resolve(pipeline.replaceFirst("-classic$", "")).resolve("landing"));
  }

  void put(S3Upload upload, String bucket) throws IOException {
    for (Path file : files()) {
      String place = folder.relativize(file).toString().replace(File.separatorChar, '/');
      upload.put(file, bucket, LakeLayout.LANDING + place);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
