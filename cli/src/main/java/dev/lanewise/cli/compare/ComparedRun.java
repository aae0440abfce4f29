package dev.lanewise.cli.compare;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.run.LastRun;
import dev.lanewise.cli.run.Predictions;
import dev.lanewise.cli.run.RunEntry;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.engine.nn.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that is compared with others.
 *
 * @param letter what it is called in tables
 * @param name as the user named it, or would have to
 * @param entry what its folder tells
 * @param predictions its answers to the test images, if it has them
 * @param lack why it has none, empty if it has
 */
public record ComparedRun(String letter, String name, RunEntry entry,
        Optional<Predictions> predictions, String lack) {

    /**
     * Reads a finished run, which the user names by its folder or by its name below {@code runs}.
     *
     * @throws ModelException if there is no such run, or it has no result
     */
    static ComparedRun of(CommandContext context, String letter, String given)
            throws IOException {
        Path named = context.path("RUN", given);
        Path below = Path.of(RunFolder.RUNS).resolve(named);
        Path path = Files.notExists(context.resolve(named)) && Files.exists(context.resolve(below))
                ? below
                : named;
        Path folder = LastRun.follow(context.resolve(path));
        if (!RunEntry.holdsRun(folder)) {
            throw new ModelException("There is no run at " + given + ". Name the folder of one: "
                    + context.program() + " runs lists them.");
        }
        RunEntry entry = RunEntry.of(folder);
        if (entry.config().isEmpty()) {
            throw new ModelException("Run " + given + " can't be compared: "
                    + entry.problem().orElseThrow() + "; take it from a backup, or name another.");
        }
        if (!entry.config().get().finished()) {
            throw new ModelException("Run " + given
                    + " must have a result to be compared, but isn't finished; go on with "
                    + context.program() + " train --resume " + path + ".");
        }
        return read(letter, path.toString(), entry, context.program());
    }

    private static ComparedRun read(String letter, String name, RunEntry entry, String program) {
        String mend = "; get them with " + program + " train --resume " + name;
        Optional<Predictions> found = Optional.empty();
        String lack = "";
        try {
            found = Optional.of(Predictions.read(RunFolder.predictions(entry.path())));
            String weights = found.get().weightsSha256();
            if (!entry.weights().equals(Optional.of(weights))) {
                found = Optional.empty();
                lack = letter + "'s predictions are of other weights" + mend;
            }
        } catch (NoSuchFileException e) {
            lack = letter + " has no predictions, as runs of earlier versions" + mend;
        } catch (ModelFormatException e) {
            lack = letter + "'s predictions are damaged" + mend;
        } catch (IOException e) {
            lack = letter + "'s predictions can't be read (" + IoFailure.reason(e) + ")";
        }
        return new ComparedRun(letter, name, entry, found, lack);
    }

    /** A value of its configuration, and {@code none} for one it doesn't have. */
    String value(String part, String name) {
        return entry.value(part, name).orElse(Comparison.NONE);
    }
}
