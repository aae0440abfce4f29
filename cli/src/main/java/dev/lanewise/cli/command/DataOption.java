package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.mnist.Mnist;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}, the same for every command. */
final class DataOption {
    private static final String MNIST = "mnist";

    @Option(names = "--data", paramLabel = "mnist|DIR",
            description = "MNIST, which is built in, or a folder of four IDX files like its own,"
                    + " plain or .gz, such as Fashion-MNIST: grey images, 28×28 for LeNet-5, of any"
                    + " number of classes (default: mnist).")
    @Nullable
    Path data;

    /** Whether it was given. */
    boolean isGiven() {
        return data != null;
    }

    /** The folder, or empty for MNIST itself. */
    Optional<Path> folder(CommandContext context) {
        return data == null || data.equals(Path.of(MNIST)) ? Optional.empty()
                : Optional.of(context.resolve(data));
    }

    /** Loads what was named. */
    Mnist load(CommandContext context) {
        return folder(context).map(Mnist::load).orElseGet(Mnist::load);
    }
}
