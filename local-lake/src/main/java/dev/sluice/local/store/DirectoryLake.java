package dev.sluice.local.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Objects as plain files, {@code ROOT/BUCKET/KEY}, the way that S3Proxy keeps them, so that both
 * can work on the same directory.
 */
public final class DirectoryLake implements LakeFiles, ResultStore {
  /** What S3Proxy writes before it is whole: KEY-UUID, and the parts of uploads. */
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "(.*/)?(\\.mpus-|\\.s3proxy).*|.*\\.\\w+-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Where S3Proxy keeps an object's ETag. */
  private static final String ETAG_ATTRIBUTE = "user.content-md5";

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
        if (key.startsWith(prefix) && !UNFINISHED.matcher(key).matches()) {
          found.add(new LakeFile(key, path, Files.size(path)));
        }
      }
    }
    found.sort(Comparator.comparing(LakeFile::key));
    return found;
  }

  @Override
  public void put(S3Location location, byte[] content) throws IOException {
    Path draft = draft(location);
    Files.write(draft, content);
    publish(draft, file(location), md5().digest(content));
  }

  @Override
  public void store(S3Location location, Path file) throws IOException {
    MessageDigest md5 = md5();
    try (DigestInputStream content = new DigestInputStream(Files.newInputStream(file), md5)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    Path draft = draft(location);
    Files.move(file, draft);
    publish(draft, file(location), md5.digest());
  }

  private Path draft(S3Location location) throws IOException {
    if (!Files.isDirectory(root.resolve(location.bucket()))) {
      throw new NoSuchFileException("The bucket " + location.bucket() + " does not exist");
    }
    Path file = file(location);
    Files.createDirectories(file.getParent());
    return file.resolveSibling("draft.part-" + UUID.randomUUID());
  }

  private static void publish(Path draft, Path file, byte[] md5) throws IOException {
    Files.getFileAttributeView(draft, UserDefinedFileAttributeView.class)
        .write(ETAG_ATTRIBUTE, ByteBuffer.wrap(md5));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
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
