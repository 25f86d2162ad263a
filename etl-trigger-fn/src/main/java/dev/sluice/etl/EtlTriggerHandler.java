package dev.sluice.etl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.RunEvent;
import dev.sluice.core.run.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Moves the pipeline's run on, and answers how it left it. */
public final class EtlTriggerHandler implements RequestStreamHandler {
  private final RunDriver driver;
  private final RunReport report;

  public EtlTriggerHandler(RunDriver driver, RunReport report) {
    this.driver = driver;
    this.report = report;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    EtlEvent event = EtlEvent.read(input);
    RunResult result =
        driver.handle(
            new RunEvent(
                event.time(),
                event.cause(),
                context.getAwsRequestId(),
                context::getRemainingTimeInMillis));
    report.report(result);
    output.write(result.toJson().getBytes(UTF_8));
  }
}
