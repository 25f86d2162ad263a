package dev.sluice.localaws.s3;

import dev.sluice.localaws.store.Etags;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The uploads in parts of a {@link WholeObjectStore}: parts and results are whole or not there. */
final class MultipartStore extends WholeObjectStore {
  MultipartStore(Path root) throws IOException {
    super(root);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    writable(request.bucket(), request.key(), WriteCondition.NONE);
    if (request.key().endsWith("/")) {
      throw notImplemented("content under a key that ends in a slash ('%s')", request.key());
    }
    return changing(
        () -> {
          requireBucket(request.bucket());
          return uploads().begin(request);
        });
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    uploads().require(upload);
    return io(
        () -> {
          try (Draft draft = draft()) {
            PutObjectResponse part =
                draft.write(
                    PutObjectRequest.builder()
                        .contentLength(request.contentLength())
                        .contentMD5(request.contentMD5())
                        .build(),
                    content);
            return changing(
                () -> {
                  uploads().require(upload);
                  uploads().addPart(upload, request.partNumber(), draft);
                  return SdkResponses.uploadedPart(part.eTag());
                });
          }
        });
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    WriteCondition condition = WriteCondition.decode(request.ifNoneMatch());
    S3Location place = writable(upload.containerName(), upload.blobName(), condition);
    uploads().require(upload);
    List<CompletedPart> parts = request.multipartUpload().parts();
    String etag = Uploads.etag(parts);
    io(
        () -> {
          try (Draft draft = draft()) {
            draft.write(properties(upload.request()), uploads().content(upload, parts));
            requireSize(draft, condition.rest());
            Etags.set(draft.file(), etag.getBytes(StandardCharsets.US_ASCII));
            long size = draft.size();
            publish(draft, place, condition);
            report(place, size, etag, "CompleteMultipartUpload");
          }
          return upload;
        });
    changing(
        () -> {
          uploads().end(upload);
          return upload;
        });
    return CompleteMultipartUploadResponse.builder().eTag(etag).build();
  }

  private static PutObjectRequest properties(CreateMultipartUploadRequest upload) {
    return PutObjectRequest.builder()
        .acl(upload.aclAsString())
        .metadata(upload.metadata())
        .cacheControl(upload.cacheControl())
        .contentDisposition(upload.contentDisposition())
        .contentEncoding(upload.contentEncoding())
        .contentLanguage(upload.contentLanguage())
        .contentType(upload.contentType())
        .expires(upload.expires())
        .build();
  }

  private static void requireSize(Draft draft, String size) throws IOException {
    if (!size.isEmpty() && !size.equals(Long.toString(draft.size()))) {
      throw S3Exceptions.invalidRequest(
          "x-amz-mp-object-size is %s, but the parts have %d bytes".formatted(size, draft.size()));
    }
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    changing(
        () -> {
          uploads().require(upload);
          uploads().end(upload);
          return upload;
        });
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    requireBucket(upload.containerName());
    return uploads().parts(upload);
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    requireBucket(bucket);
    return uploads().of(bucket);
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    return Uploads.keeps(key)
        ? uploads().store().getBlobAccess(bucket, key)
        : super.getBlobAccess(bucket, key);
  }
}
