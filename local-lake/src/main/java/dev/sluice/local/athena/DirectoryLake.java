package dev.sluice.local.athena;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Objects as plain files: {@code ROOT/BUCKET/KEY}. */
public final class DirectoryLake implements LakeFiles, ResultStore {
  private final Path root;

  public DirectoryLake(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public List<LakeFile> list(String bucket, String prefix) throws IOException {
    Path folder = file(new S3Location(bucket, prefix.substring(0, prefix.lastIndexOf('/') + 1)));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<LakeFile> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String key = root.resolve(bucket).relativize(path).toString().replace('\\', '/');
        if (key.startsWith(prefix)) {
          found.add(new LakeFile(key, path, Files.size(path)));
        }
      }
    }
    found.sort(Comparator.comparing(LakeFile::key));
    return found;
  }

  @Override
  public void put(S3Location location, byte[] content) throws IOException {
    if (!Files.isDirectory(root.resolve(location.bucket()))) {
      throw new NoSuchFileException("The bucket " + location.bucket() + " does not exist");
    }
    Path file = file(location);
    Files.createDirectories(file.getParent());
    Path draft = Files.createTempFile(file.getParent(), ".draft-", null);
    Files.write(draft, content);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public byte[] get(S3Location location) throws IOException {
    return Files.readAllBytes(file(location));
  }

  private Path file(S3Location location) throws IOException {
    Path bucket = root.resolve(location.bucket()).normalize();
    Path file = bucket.resolve(location.key()).normalize();
    if (!bucket.startsWith(root) || !file.startsWith(bucket)) {
      throw new IOException(location + " leaves the bucket");
    }
    return file;
  }
}
