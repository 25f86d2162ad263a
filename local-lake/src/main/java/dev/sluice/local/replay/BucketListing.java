package dev.sluice.local.replay;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A page of S3's ListObjectsV2. */
final class BucketListing {
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  private BucketListing() {}

  /** Adds the page's objects; returns where the next page begins, if there is one. */
  static Optional<String> read(InputStream page, List<ObjectInfo> to) throws IOException {
    Map<String, String> values = new HashMap<>();
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(page);
      String text = "";
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          text = "";
        } else if (event == XMLStreamConstants.CHARACTERS) {
          text = reader.getText();
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          values.put(reader.getLocalName(), text);
          if (reader.getLocalName().equals("Contents")) {
            to.add(object(values));
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("A listing is no XML: " + e.getMessage(), e);
    }
    return Optional.ofNullable(values.get("NextContinuationToken"));
  }

  private static ObjectInfo object(Map<String, String> values) {
    return new ObjectInfo(
        values.get("Key"),
        Long.parseLong(values.get("Size")),
        values.get("ETag").replace("\"", ""),
        Instant.parse(values.get("LastModified")),
        Map.of());
  }
}
