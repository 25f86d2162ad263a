package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Outcomes for programs. */
public record TestReport(List<TestOutcome> outcomes) {
  public TestReport {
    outcomes = List.copyOf(outcomes);
  }

  /** As one JSON object. */
  public String json() {
    ObjectNode report = YamlValues.JSON.createObjectNode();
    report.put("tests", outcomes.size());
    report.put("failed", failed(outcomes));
    ArrayNode each = report.putArray("outcomes");
    for (TestOutcome outcome : outcomes) {
      ObjectNode node = each.addObject();
      node.put("pipeline", outcome.pipeline()).put("test", outcome.name());
      node.put("good", outcome.isGood()).put("seconds", Math.round(outcome.seconds() * 1e3) / 1e3);
      outcome.differences().forEach(node.withArray("differences")::add);
    }
    return report.toPrettyString();
  }

  private static long failed(List<TestOutcome> of) {
    return of.stream().filter(outcome -> !outcome.isGood()).count();
  }

  /** As JUnit writes it, a suite for each pipeline. */
  public void writeJunit(OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<TestOutcome>> suite :
          outcomes.stream().collect(Collectors.groupingBy(TestOutcome::pipeline)).entrySet()) {
        write(xml, suite.getKey(), suite.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void write(XMLStreamWriter xml, String pipeline, List<TestOutcome> tests)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", pipeline);
    xml.writeAttribute("tests", Integer.toString(tests.size()));
    xml.writeAttribute("failures", Long.toString(failed(tests)));
    for (TestOutcome test : tests) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", pipeline);
      xml.writeAttribute("name", test.name());
      xml.writeAttribute("time", "%.3f".formatted(test.seconds()));
      if (!test.isGood()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", test.differences().get(0));
        xml.writeCharacters(String.join("\n", test.differences()));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
