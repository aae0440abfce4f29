package dev.lanewise.cli.base;

import dev.lanewise.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;

/**
 * What a command needs from outside.
 *
 * @param terminal where output goes
 * @param input standard input
 * @param directory what relative paths start from; empty for the working directory
 * @param clock what names a run folder
 * @param program what the user typed to start the program, for hints
 */
public record CommandContext(Terminal terminal, InputStream input, Path directory, Clock clock,
        String program) {

    /** That of this process. */
    public static CommandContext system() {
        return new CommandContext(Terminal.system(), System.in, Path.of(""),
                Clock.system(ZoneId.systemDefault()),
                System.getProperty("lanewise.program", "lanewise"));
    }

    /** This context with another terminal. */
    public CommandContext with(Terminal other) {
        return new CommandContext(other, input, directory, clock, program);
    }

    /**
     * A text as a path, not resolved.
     *
     * @param option what the user gave it to
     * @throws UsageException if no file can have that name here
     */
    public Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(option + " must be a path that files can have here; you gave '" + text
                    + "': " + e.getReason() + "; rename the file.");
        }
    }

    /** A path that the user gave. */
    public Path resolve(Path path) {
        return directory.resolve(path);
    }
}
