package dev.lanewise.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} of {@code train}. */
final class FromOption {
    @Option(names = "--from", paramLabel = "MODEL",
            description = "Begin with the weights of a run folder, a .safetensors or .onnx file, or"
                    + " pretrained, and with its network. With --network or --layers that network"
                    + " takes all weights of the same names and extents; so do weights of PyTorch,"
                    + " which must fit it.")
    @Nullable
    Path from;
}
