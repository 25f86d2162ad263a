package dev.sluice.local.cli;

import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.UsageFailure;
import dev.sluice.local.cli.command.DemoCommand;
import dev.sluice.local.cli.command.InvokeCommand;
import dev.sluice.local.cli.command.ModelCommand;
import dev.sluice.local.cli.command.PutCommand;
import dev.sluice.local.cli.command.QueryCommand;
import dev.sluice.local.cli.command.ReplayCommand;
import dev.sluice.local.cli.command.Shutdown;
import dev.sluice.local.cli.command.StatusCommand;
import dev.sluice.local.cli.command.TailCommand;
import dev.sluice.local.cli.command.UpCommand;
import dev.sluice.local.cli.command.ValidateCommand;
import dev.sluice.local.play.PlayException;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 the work failed, 2 wrong usage; a demo has 4, too. */
@Command(
    name = "sluice",
    description = "Lets streams into a lake: on AWS, and on this machine.",
    mixinStandardHelpOptions = true,
    version = "sluice 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      TailCommand.class,
      QueryCommand.class,
      InvokeCommand.class,
      ReplayCommand.class,
      StatusCommand.class,
      PutCommand.class,
      ValidateCommand.class,
      ModelCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  sluice demo windfarm         an hour of a wind farm in seconds, with a report",
      "  sluice up windfarm           the same in real time, until Ctrl-C",
      "  sluice COMMAND --help        what a command takes"
    })
public final class Sluice implements Runnable {
  private static final int INTERRUPTED = 130;

  @Spec CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Sluice());
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, result) -> explain(e, command));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    if (Shutdown.isUnderWay()) {
      return INTERRUPTED; // said where it was noticed; a failure now is only its consequence
    }
    if (failure instanceof CommandFailure
        || failure instanceof PlayException
        || failure instanceof InvalidPipelineException
        || failure instanceof TemplateException
        || failure instanceof IOException) {
      command.getErr().println("sluice: " + failure.getMessage());
      return failure instanceof UsageFailure ? 2 : 1;
    }
    throw failure;
  }
}
