package dev.sluice.local.starter;

import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/** What data says of the definition that takes it. */
public final class Inference {
  private final Sample sample;
  private final FieldSurvey survey;

  private Inference(Sample sample) throws IOException {
    this.sample = sample;
    survey = FieldSurvey.of(sample);
  }

  /**
   * Looks at data: JSON in any arrangement, or CSV with a header; gzip or not.
   *
   * @param from what it is called; the pipeline is named so
   * @param most records that are looked at
   * @throws IOException if it is neither, with the reason
   */
  public static Inference of(String from, InputStream data, int most) throws IOException {
    return new Inference(new SampleReader(nameOf(from), most).read(data));
  }

  /** A pipeline's name that is like a file's. */
  private static String nameOf(String file) {
    String plain =
        file.replaceFirst("\\..*", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = plain.replaceFirst("^[^a-z]+", "").replaceFirst("-+$", "");
    String name = trimmed.isEmpty() ? "records" : trimmed;
    return name.substring(0, Math.min(name.length(), 50));
  }

  /** The name of the pipeline that is proposed. */
  public String name() {
    return sample.name();
  }

  /** A whole definition. */
  public String definition() {
    return new DefinitionText(sample, survey).write();
  }

  /** Where a definition and the data differ, in lines. */
  public List<String> against(Pipeline pipeline) {
    return new DefinitionDiff(pipeline, sample, survey).lines();
  }

  List<byte[]> records() {
    return sample.records();
  }
}
