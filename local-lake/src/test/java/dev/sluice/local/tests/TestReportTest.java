package dev.sluice.local.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestReportTest {
  @Test
  void reportsAreForProgramsToo() throws IOException {
    List<TestOutcome> outcomes =
        List.of(
            new TestOutcome("attic", "good", 0.5, List.of()),
            new TestOutcome("attic", "bad", 1, List.of("table <readings> differs")));
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    new TestReport(outcomes).writeJunit(xml);

    assertThat(xml.toString(StandardCharsets.UTF_8))
        .contains(
            "<testsuite name=\"attic\" tests=\"2\" failures=\"1\">",
            "<testcase classname=\"attic\" name=\"good\" time=\"0.500\"></testcase>",
            "<failure message=\"table &lt;readings&gt; differs\">");
    assertThat(new TestReport(outcomes).json()).contains("\"failed\" : 1", "\"test\" : \"bad\"");
  }
}
