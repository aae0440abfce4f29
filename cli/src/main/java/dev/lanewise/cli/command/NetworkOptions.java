package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.train.NetworkKind;
import dev.lanewise.engine.nn.Activation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network. */
final class NetworkOptions {
    @Option(names = "--network", paramLabel = "NAME", converter = Choices.Networks.class,
            completionCandidates = Choices.Networks.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    @Nullable
    NetworkKind network;

    @Option(names = "--activation", paramLabel = "NAME", converter = Choices.Activations.class,
            completionCandidates = Choices.Activations.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    @Nullable
    Activation activation;

    /**
     * The activation of a network.
     *
     * @param usual what is taken where no option names one
     * @throws UsageException if the network has its own and another was asked for
     */
    Activation activationOf(NetworkKind kind, Activation usual) {
        if (kind.ownActivation().isEmpty()) {
            return activation == null ? usual : activation;
        }
        Activation own = kind.ownActivation().get();
        if (activation != null && activation != own) {
            throw new UsageException("--activation must be " + Choice.name(own)
                    + " with --network " + Choice.name(kind) + "; you gave '"
                    + Choice.name(activation) + "'; leave it out.");
        }
        return own;
    }
}
