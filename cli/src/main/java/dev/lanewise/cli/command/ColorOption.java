package dev.lanewise.cli.command;

import dev.lanewise.cli.terminal.ColorChoice;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --color}, which the program hands down to all its commands. */
public final class ColorOption {
    @Option(names = "--color", scope = ScopeType.INHERIT, paramLabel = "WHEN",
            converter = Choices.Colors.class, completionCandidates = Choices.Colors.class,
            description = "Colours: one of ${COMPLETION-CANDIDATES} (default: auto, on terminals"
                    + " unless NO_COLOR is set or TERM is dumb).")
    private ColorChoice choice = ColorChoice.AUTO;

    /** What the user asked for. */
    public ColorChoice choice() {
        return choice;
    }
}
