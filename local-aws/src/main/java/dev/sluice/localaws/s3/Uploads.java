package dev.sluice.localaws.s3;

import dev.sluice.localaws.store.Etags;
import dev.sluice.localaws.store.ObjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * Uploads in parts that are under way. They are kept outside of the buckets, so that no listing
 * shows them and none keeps a bucket from being deleted. An upload belongs to its key.
 */
final class Uploads {
  private static final String FOLDER = ".sluice-uploads";
  private static final String PARTS = ".mpus-";
  private static final String PROPERTIES = ".s3proxy-mpu-stub-";
  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Path folder;
  private final BlobStore store;

  Uploads(Path root) throws IOException {
    folder = Files.createDirectories(root.resolve(FOLDER));
    store = new FilesystemNio2BlobStore(folder.toString());
  }

  /** Whether S3Proxy names an upload's part or properties by this key, and not an object. */
  static boolean keeps(String key) {
    return key.startsWith(PARTS) || key.startsWith(PROPERTIES);
  }

  /** Where S3Proxy finds parts and properties under the names that it gives them. */
  BlobStore store() {
    return store;
  }

  MultipartUpload begin(CreateMultipartUploadRequest request) throws IOException {
    Files.createDirectories(folder.resolve(request.bucket()));
    return store.initiateMultipartUpload(request);
  }

  /** Throws NoSuchUpload unless this upload of this key is under way. */
  void require(MultipartUpload upload) {
    String name = PARTS + upload.id() + "-" + upload.blobName() + "-stub";
    if (!ID.matcher(upload.id()).matches()
        || !ObjectFiles.canHold(name)
        || !Files.isRegularFile(folder.resolve(upload.containerName()).resolve(name))) {
      throw new S3ProxyException(
          S3ErrorCode.NO_SUCH_UPLOAD,
          "No upload %s of the key '%s' is under way".formatted(upload.id(), upload.blobName()));
    }
  }

  void addPart(MultipartUpload upload, int number, Draft part) throws IOException {
    ObjectFiles.move(
        part.file(), folder.resolve(upload.containerName()).resolve(name(upload, number)));
  }

  List<Part> parts(MultipartUpload upload) {
    require(upload);
    return store.listMultipartUpload(upload);
  }

  /** The parts, one after the other; a part is opened when the one before it has been read. */
  InputStream content(MultipartUpload upload, List<CompletedPart> parts) {
    Iterator<CompletedPart> numbers = parts.iterator();
    return new SequenceInputStream(
        new Enumeration<InputStream>() {
          @Override
          public boolean hasMoreElements() {
            return numbers.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return store.getBlob(upload.containerName(), name(upload, numbers.next().partNumber()));
          }
        });
  }

  /** The ETag of an object made of parts, as S3 computes it. */
  static String etag(List<CompletedPart> parts) {
    MessageDigest md5 = Etags.md5();
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.eTag().replace("\"", ""))));
    return "\"%s-%d\"".formatted(HexFormat.of().formatHex(md5.digest()), parts.size());
  }

  /** Deletes the upload and its parts. */
  void end(MultipartUpload upload) {
    store.abortMultipartUpload(upload);
    store.removeBlob(upload.containerName(), PROPERTIES + upload.id());
  }

  List<software.amazon.awssdk.services.s3.model.MultipartUpload> of(String bucket) {
    return store.containerExists(bucket)
        ? store.listMultipartUploads(bucket)
        : Collections.emptyList();
  }

  void endAll(String bucket) {
    store.deleteContainer(bucket);
  }

  private static String name(MultipartUpload upload, int number) {
    return AbstractNio2BlobStore.multipartPartName(upload.id(), upload.blobName(), number);
  }
}
