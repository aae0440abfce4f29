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
@Command(description = "Says which digit is in a picture, and how probable that is. Any picture of"
        + " one digit will do: dark on light or light on dark, of any size, drawn or"
        + " photographed; it is prepared as the images of MNIST were.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"See which digit is in a photograph:",
                "  @|bold lanewise predict photo.jpg|@",
                "See what the network saw, and how sure it is:",
                "  @|bold lanewise predict --explain digit.png|@",
                "Ask a certain model about images of the test set:",
                "  @|bold lanewise predict --model runs/last test:8 test:9|@",
                "Answer a script, for all pictures of a folder:",
                "  @|bold lanewise predict --json scans/*.png|@"})
public final class PredictCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "IMAGE", arity = "1..*",
            description = "PNG, JPEG, GIF or BMP files; - for one on standard input; or images of"
                    + " the data, such as test:123 or train:5.")
    private List<String> images = List.of();

    @Option(names = "--model", paramLabel = "MODEL",
            description = "A run folder or a .safetensors file (default: the newest run; without"
                    + " any, a pretrained lenet5).")
    private @Nullable Path model;

    @Option(names = "--explain",
            description = "Show the 28×28 pixels that the network saw, and the probabilities of"
                    + " all digits.")
    private boolean explain;

    @Option(names = "--save-input", paramLabel = "FILE",
            description = "Write the 28×28 pixels that the network saw to a PNG file.")
    private @Nullable Path savedInput;

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
                new PredictSettings(Optional.ofNullable(model), images, data.folder(context),
                        explain, Optional.ofNullable(savedInput), output.json))
                .run();
    }
}
