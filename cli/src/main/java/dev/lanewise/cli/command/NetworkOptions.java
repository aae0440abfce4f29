package dev.lanewise.cli.command;

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
}
