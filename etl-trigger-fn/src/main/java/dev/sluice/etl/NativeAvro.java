package dev.sluice.etl;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.Codec;
import org.apache.avro.file.CodecFactory;

/**
 * In a native image Avro has no compression whose library isn't there. Iceberg compresses with
 * deflate; of what others may choose, Zstandard can be read too.
 */
final class NativeAvro {
  private NativeAvro() {}

  @TargetClass(CodecFactory.class)
  static final class Factory {
    private Factory() {}

    /** As without Snappy's library: asked by Avro when its class is initialised. */
    @Substitute
    public static CodecFactory snappyCodec() {
      return null;
    }
  }

  @TargetClass(className = "org.apache.avro.file.BZip2Codec", innerClass = "Option")
  static final class Bzip2 {
    private Bzip2() {}

    @Substitute
    protected Codec createInstance() {
      throw new AvroRuntimeException("This function can't read files that bzip2 compressed");
    }
  }

  @TargetClass(className = "org.apache.avro.file.XZCodec", innerClass = "Option")
  static final class Xz {
    private Xz() {}

    @Substitute
    protected Codec createInstance() {
      throw new AvroRuntimeException("This function can't read files that xz compressed");
    }
  }
}
