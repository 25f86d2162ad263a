package dev.sluice.local.cli;

import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.core.definition.yaml.Suggestion;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.UsageFailure;
import dev.sluice.local.cli.command.DemoCommand;
import dev.sluice.local.cli.command.HistoryCommand;
import dev.sluice.local.cli.command.InferCommand;
import dev.sluice.local.cli.command.InvokeCommand;
import dev.sluice.local.cli.command.ModelCommand;
import dev.sluice.local.cli.command.NewCommand;
import dev.sluice.local.cli.command.PutCommand;
import dev.sluice.local.cli.command.QueryCommand;
import dev.sluice.local.cli.command.ReplayCommand;
import dev.sluice.local.cli.command.RollbackCommand;
import dev.sluice.local.cli.command.Shutdown;
import dev.sluice.local.cli.command.StatusCommand;
import dev.sluice.local.cli.command.TailCommand;
import dev.sluice.local.cli.command.TestCommand;
import dev.sluice.local.cli.command.UpCommand;
import dev.sluice.local.cli.command.ValidateCommand;
import dev.sluice.local.cli.command.ViewsCommand;
import dev.sluice.local.play.PlayException;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
      HistoryCommand.class,
      RollbackCommand.class,
      PutCommand.class,
      ValidateCommand.class,
      TestCommand.class,
      NewCommand.class,
      InferCommand.class,
      ModelCommand.class,
      ViewsCommand.class
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
  private static final int HELP_WIDTH = 100;

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
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setExecutionExceptionHandler((e, command, result) -> explain(e, command));
    line.setParameterExceptionHandler((e, arguments) -> refuse(e));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** In one line, with a proposal; the whole usage would hide it. */
  private static int refuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    boolean atRoot = command.getParent() == null;
    if (atRoot && wrong instanceof UnmatchedArgumentException unmatched) {
      String written = unmatched.getUnmatched().get(0);
      err.println(
          "sluice: unknown command '%s'%s"
              .formatted(written, Suggestion.of(written, command.getSubcommands().keySet())));
    } else {
      err.println("sluice: " + wrong.getMessage());
      UnmatchedArgumentException.printSuggestions(wrong, err);
    }
    if (atRoot) {
      command.usage(err);
    } else {
      err.println("'sluice %s --help' says what it takes.".formatted(command.getCommandName()));
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    if (Shutdown.isUnderWay()) {
      return INTERRUPTED; // said where it was noticed; a failure now is only its consequence
    }
    if (failure instanceof TemplateException template) {
      String proposal = Suggestion.of(template.written(), template.known());
      command.getErr().println("sluice: " + template.getMessage() + proposal);
      return 1;
    }
    if (failure instanceof FileSystemException file) {
      String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
      command.getErr().println("sluice: can't use " + file.getFile() + ": " + reason);
      return 1;
    }
    if (failure instanceof CommandFailure
        || failure instanceof PlayException
        || failure instanceof InvalidPipelineException
        || failure instanceof IOException) {
      command.getErr().println("sluice: " + failure.getMessage());
      return failure instanceof UsageFailure ? 2 : 1;
    }
    throw failure;
  }
}
