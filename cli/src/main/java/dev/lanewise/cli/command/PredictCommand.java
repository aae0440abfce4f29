package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.predict.PredictRun;
import dev.lanewise.cli.predict.PredictSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}. */
@Command(description = "Reads the digit in a picture and says how probable it is. Any picture of"
        + " one digit will do: dark on light or light on dark, of any size, drawn or"
        + " photographed; it is prepared as the images of MNIST were.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Read the digit in a photograph:",
                "  @|bold lanewise predict photo.jpg|@",
                "See what the network saw, and all ten probabilities:",
                "  @|bold lanewise predict --explain digit.png|@",
                "Read a number of several digits:",
                "  @|bold lanewise predict --digits house-number.jpg|@",
                "Ask a certain model about images of the test set:",
                "  @|bold lanewise predict --model runs/last test:8 test:20-29|@",
                "Answer a script, for all pictures of a folder:",
                "  @|bold lanewise predict --json scans|@"})
public final class PredictCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "IMAGE", arity = "1..*",
            description = "PNG, JPEG, GIF, BMP or TIFF files; folders of them; - for one on standard"
                    + " input; or images of the data, such as test:123 or train:5-9.")
    private List<String> images = List.of();

    @Option(names = "--model", paramLabel = "MODEL",
            description = "A run folder, a .safetensors or .onnx file, or pretrained: the network"
                    + " that comes with the program (default: the newest run, else pretrained).")
    private @Nullable Path model;

    @Option(names = "--digits",
            description = "Read several digits in a line, from left to right. The probability is that"
                    + " of all of them: the product of theirs.")
    private boolean digits;

    @Option(names = "--explain",
            description = "Show the 28×28 pixels that the network saw, and the probabilities of"
                    + " all digits.")
    private boolean explain;

    @Mixin
    private MinProbabilityOption minProbability = new MinProbabilityOption();

    @Option(names = "--save-input", paramLabel = "FILE",
            description = "Write the 28×28 pixels that the network saw to a PNG file.")
    private @Nullable Path savedInput;

    @Mixin
    private NormalizationOption normalization = new NormalizationOption();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public PredictCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return new PredictRun(context,
                new PredictSettings(Optional.ofNullable(model), normalization.value(), images,
                        data.folder(context),
                        digits,
                        minProbability.value(), explain,
                        Optional.ofNullable(savedInput), output.json))
                .run();
    }
}
