package dev.lanewise.cli;

import dev.lanewise.cli.base.AccuracyMissedException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.RunEndedException;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.nn.ModelFormatException;
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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
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

    /** What is printed: the sentence, and below it lines of a program that mend it, where it has some. */
    static List<String> lines(Throwable failure, String program) {
        String text = "lanewise: " + sentence(failure, program);
        // The engine's alone: names of files that others hold may have ends of lines.
        return failure instanceof ModelFormatException ? text.lines().toList() : List.of(text);
    }

    /**
     * One sentence for the user.
     *
     * @param program what the user typed to start the program
     */
    static String sentence(Throwable failure, String program) {
        return switch (failure) {
            case UnmatchedArgumentException e -> unmatched(e) + help(e, program);
            case MissingParameterException e -> missing(e) + help(e, program);
            case ParameterException e -> wrong(e, program);
            case UsageException e -> said(e);
            case InvalidPathException e -> "A path must be one that files can have here; you gave '"
                    + e.getInput() + "': " + e.getReason() + "; rename the file.";
            case RunEndedException e -> sentence(cause(e), program).replaceFirst("\\.$", "") + "; "
                    + e.getMessage() + ".";
            case AccuracyMissedException e -> said(e);
            case DataException e -> said(e);
            case ModelException e -> said(e);
            case ModelFormatException e -> said(e);
            case ShapeException e -> said(e);
            // The kernels that were asked for; other code gives none a message.
            case UnsupportedOperationException e when e.getMessage() != null -> said(e);
            case TrainingException e -> said(e);
            case UncheckedIOException e -> sentence(
                    Objects.requireNonNullElse(e.getCause(), e), program);
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
        if (found.startsWith("-") && found.length() > 1) {
            String name = found.replaceFirst("=.*", "");
            return "Unknown option " + name + Synonyms.ofOption(name, command.getCommandSpec());
        }
        Set<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty() ? "Unexpected argument " + found
                : "Unknown command " + found + Synonyms.ofCommand(found, commands);
    }

    /** An option without its value, or a command without what it needs. */
    private static String missing(MissingParameterException e) {
        ArgSpec missing = e.getMissing().get(0);
        return missing instanceof OptionSpec option
                ? option.longestName() + " must have a value (" + option.paramLabel()
                        + "); you gave none"
                : e.getCommandLine().getCommandName() + " must have "
                        + (missing.arity().max() > 1 ? "at least one " : "a ")
                        + missing.paramLabel()
                        + "; you gave none";
    }

    /** A value that is none for its option: the converter says what it must be. */
    private static String wrong(ParameterException e, String program) {
        ArgSpec argument = e.getArgSpec();
        if (argument == null || !(e.getCause() instanceof TypeConversionException cause)) {
            return said(e) + help(e, program);
        }
        String sentence = (argument instanceof OptionSpec option ? option.longestName()
                : argument.paramLabel()) + " " + said(cause);
        return sentence.endsWith("?") ? sentence : sentence + ".";
    }

    /** Where all that may be given is told. */
    private static String help(ParameterException e, String program) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return " (see: " + program + command.substring(command.concat(" ").indexOf(' '))
                + " --help)";
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
                    + " is a file where a folder must be; choose another place.";
            case FileSystemException e -> e.getFile() + " can't be read or written: "
                    + IoFailure.reason(e) + "; check the disk, or choose another place.";
            default -> "A file can't be read or written: " + said(failure)
                    + "; check that the disk is there and has room.";
        };
    }
}
