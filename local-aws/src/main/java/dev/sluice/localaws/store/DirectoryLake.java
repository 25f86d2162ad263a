package dev.sluice.localaws.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects as plain files, {@code ROOT/BUCKET/KEY}, the way that the local S3 keeps them, so that
 * both can work on the same directory.
 */
public final class DirectoryLake implements LakeFiles, ResultStore {
  private final Path root;
  private final ObjectFiles objects;

  public DirectoryLake(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.objects = new ObjectFiles(root);
  }

  @Override
  public List<LakeFile> list(String bucket, String prefix) throws IOException {
    String start = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    Path folder = objects.file(new S3Location(bucket, start));
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
  public Optional<LakeFile> find(S3Location place) throws IOException {
    Path path = objects.file(place);
    return Files.isRegularFile(path)
        ? Optional.of(new LakeFile(place.key(), path, Files.size(path)))
        : Optional.empty();
  }

  @Override
  public void put(S3Location location, byte[] content) throws IOException {
    Path draft = objects.draft();
    try {
      Files.write(draft, content);
      publish(draft, location, Etags.md5().digest(content));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  @Override
  public void store(S3Location location, Path file) throws IOException {
    MessageDigest md5 = Etags.md5();
    try (DigestInputStream content = new DigestInputStream(Files.newInputStream(file), md5)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    Path draft = objects.draft();
    try {
      Files.move(file, draft);
      publish(draft, location, md5.digest());
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void publish(Path draft, S3Location location, byte[] md5) throws IOException {
    Etags.set(draft, md5);
    objects.publish(draft, location);
  }

  @Override
  public void delete(S3Location location) throws IOException {
    objects.delete(location);
  }

  @Override
  public byte[] get(S3Location location) throws IOException {
    return Files.readAllBytes(objects.file(location));
  }
}
