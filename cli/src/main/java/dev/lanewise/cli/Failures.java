package dev.lanewise.cli;

import dev.lanewise.cli.base.AccuracyMissedException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.base.RunEndedException;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.kernel.KernelUnavailableException;
import dev.lanewise.engine.model.ModelFormatException;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.train.TrainingException;
import dev.lanewise.mnist.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a failure, and the exit code that goes with it. */
final class Failures {
    private Failures() {}

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case ParameterException e -> ExitCode.USAGE;
            case UsageException e -> ExitCode.USAGE;
            case InvalidPathException e -> ExitCode.USAGE;
            case RunEndedException e -> exitCode(cause(e));
            case AccuracyMissedException e -> ExitCode.ACCURACY_MISSED;
            case DataException e -> ExitCode.DATA;
            case ModelException e -> ExitCode.MODEL;
            case ModelFormatException e -> ExitCode.MODEL;
            default -> ExitCode.FAILURE;
        };
    }

    /** One sentence for the user. */
    static String sentence(Throwable failure) {
        return switch (failure) {
            case UnmatchedArgumentException e -> unmatched(e);
            case ParameterException e -> said(e) + help(e);
            case UsageException e -> said(e);
            case InvalidPathException e -> "Expected a path, found '" + e.getInput()
                    + "', which is none here: " + e.getReason() + "; rename the file.";
            case RunEndedException e -> sentence(cause(e)).replaceFirst("\\.$", "") + "; "
                    + e.getMessage() + ".";
            case AccuracyMissedException e -> said(e);
            case DataException e -> said(e);
            case ModelException e -> said(e);
            case ModelFormatException e -> said(e);
            case ShapeException e -> said(e);
            case KernelUnavailableException e -> said(e);
            case TrainingException e -> said(e);
            case UncheckedIOException e -> sentence(Objects.requireNonNullElse(e.getCause(), e));
            case IOException e -> ofFiles(e);
            case OutOfMemoryError e -> "Java ran out of memory"
                    + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")")
                    + "; allow it more, such as LANEWISE_JAVA_OPTS=-Xmx2g.";
            case StackOverflowError e -> "Java ran out of stack, as something is nested too deeply;"
                    + " run the command again with --debug to see what.";
            default -> "Unexpected failure: " + failure
                    + "; run the command again with --debug and report what it prints.";
        };
    }

    private static Throwable cause(RunEndedException e) {
        return Objects.requireNonNullElse(e.getCause(), e);
    }

    private static String said(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private static String unmatched(UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String found = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            String name = found.replaceFirst("=.*", "");
            return "Unknown option " + name + Nearest.question(name, optionNames(command))
                    + help(e);
        }
        Set<String> commands = command.getSubcommands().keySet();
        return (commands.isEmpty() ? "Unexpected argument " : "Unknown command ") + found
                + Nearest.question(found, commands) + help(e);
    }

    private static Set<String> optionNames(CommandLine command) {
        Set<String> names = new LinkedHashSet<>(command.getCommandSpec().optionsMap().keySet());
        names.addAll(command.getCommandSpec().negatedOptionsMap().keySet());
        return names;
    }

    private static String help(ParameterException e) {
        return " (" + e.getCommandLine().getCommandSpec().qualifiedName()
                + " --help says what there is)";
    }

    private static String ofFiles(IOException failure) {
        return switch (failure) {
            case AccessDeniedException e -> e.getFile()
                    + " can't be read or written: permission denied; choose another place, or"
                    + " change its permissions.";
            // What is read, data and models, has failures of its own.
            case NoSuchFileException e -> e.getFile()
                    + " can't be written: no such folder is there or can be made; choose another"
                    + " place.";
            case FileAlreadyExistsException e -> e.getFile()
                    + " is in the way: expected a folder, found a file; choose another place.";
            case FileSystemException e -> e.getFile() + " can't be read or written: "
                    + IoFailure.reason(e) + "; check the disk, or choose another place.";
            default -> "A file can't be read or written: " + said(failure)
                    + "; check that the disk is there and has room.";
        };
    }
}
