package dev.lanewise.cli;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.cli.testing.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Runs commands inside this virtual machine, with everything from outside given.
 *
 * @param directory what relative paths start from
 * @param columns width of the terminal
 * @param isTerminal whether both streams are terminals
 * @param environment environment variables
 * @param input standard input
 */
public record CommandLineHarness(Path directory, int columns, boolean isTerminal,
        Map<String, String> environment, InputStream input) {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"),
            ZoneOffset.UTC);
    private static final String PROGRAM = "./lanewise";

    /** Off any terminal. */
    public CommandLineHarness(Path directory) {
        this(directory, 80, false, Map.of(), InputStream.nullInputStream());
    }

    /** On a terminal. */
    CommandLineHarness onTerminal(int width) {
        return new CommandLineHarness(directory, width, true, environment, input);
    }

    CommandLineHarness with(String variable, String value) {
        return new CommandLineHarness(directory, columns, isTerminal, Map.of(variable, value),
                input);
    }

    /** With something on standard input. */
    public CommandLineHarness reading(byte[] content) {
        return new CommandLineHarness(directory, columns, isTerminal, environment,
                new ByteArrayInputStream(content));
    }

    /** The commands and options, not run. */
    CommandLine commandLine() {
        return commandLine(PROGRAM);
    }

    /** The commands and options, not run, of a program that the user starts so. */
    CommandLine commandLine(String program) {
        return Lanewise.commandLine(context(new StringWriter(), new StringWriter(), program));
    }

    private CommandContext context(StringWriter out, StringWriter err, String program) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), isTerminal,
                isTerminal, columns, environment);
        return new CommandContext(terminal, input, directory, CLOCK, program);
    }

    public Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Lanewise.run(context(out, err, PROGRAM), arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    /**
     * Trains quickly on a folder of data: by scalar kernels, which need no warm-up, without pictures,
     * and for one epoch without validation unless the arguments say otherwise.
     */
    Outcome train(Path data, String... arguments) {
        List<String> all = new ArrayList<>(List.of("train", "--data", data.toString(),
                "--no-plots"));
        List<String> given = List.of(arguments);
        Stream.of("--kernels=scalar", "--epochs=1", "--validation=none")
                .filter(usual -> given.stream()
                        .noneMatch(argument -> argument.replaceFirst("=.*", "")
                                .equals(usual.replaceFirst("=.*", ""))))
                .forEach(all::add);
        all.addAll(given);
        return run(all.toArray(String[]::new));
    }
}
