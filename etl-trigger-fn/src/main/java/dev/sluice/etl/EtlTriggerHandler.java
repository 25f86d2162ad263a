package dev.sluice.etl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.core.erase.KeyErasure;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.RunEvent;
import dev.sluice.core.run.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Moves the pipeline's run on, or does what is asked of a table, and answers how it left it. */
public final class EtlTriggerHandler implements RequestStreamHandler {
  private final RunDriver driver;
  private final RunReport report;
  private final TableCommand commands;
  private final EraseCommand erase;

  public EtlTriggerHandler(
      RunDriver driver, RunReport report, TableCommand commands, EraseCommand erase) {
    this.erase = erase;
    this.driver = driver;
    this.report = report;
    this.commands = commands;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] bytes = input.readAllBytes();
    KeyErasure.Invocation invocation =
        new KeyErasure.Invocation(context.getAwsRequestId(), context::getRemainingTimeInMillis);
    Optional<String> answer = commands.answer(bytes);
    if (answer.isEmpty()) {
      answer = erase.answer(bytes, invocation);
    }
    String text = answer.isPresent() ? answer.get() : moveOn(EtlEvent.read(bytes), context);
    output.write(text.getBytes(UTF_8));
  }

  private String moveOn(EtlEvent event, Context context) throws IOException {
    RunResult result =
        driver.handle(
            new RunEvent(
                event.time(),
                event.cause(),
                context.getAwsRequestId(),
                context::getRemainingTimeInMillis));
    report.report(result);
    return result.toJson();
  }
}
