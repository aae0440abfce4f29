package dev.lanewise.cli.command;

import static dev.lanewise.cli.option.TrainingOptions.ACTIVATION;
import static dev.lanewise.cli.option.TrainingOptions.LAYERS;
import static dev.lanewise.cli.option.TrainingOptions.NETWORK;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.option.Recipe;
import dev.lanewise.cli.option.Resolution;
import dev.lanewise.cli.option.TrainingOption.Group;
import dev.lanewise.cli.option.TrainingValues;
import dev.lanewise.cli.report.LayerTable;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.TextTable;
import dev.lanewise.cli.terminal.TextTable.Align;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code summary}. */
@Command(description = "Shows the layers of a network: output shape, parameters, multiply-adds and"
        + " memory for one image.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Show the default network:",
                "  @|bold lanewise summary|@",
                "Show another network:",
                "  @|bold lanewise summary --network resnet8|@",
                "Show one of your own:",
                "  @|bold lanewise summary --layers 'conv 8 5, relu, dense'|@",
                "Show a trained model:",
                "  @|bold lanewise summary runs/last|@"})
public final class SummaryCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1",
            description = "A run folder, a .safetensors or .onnx file, or pretrained. Without it,"
                    + " the network that the options name, with its recipe's activation, for MNIST's images and"
                    + " classes; without options, the newest run's, else lenet5.")
    private @Nullable Path model;

    @Mixin
    private CommandSpec options = OptionSpecs.of(Group.NETWORK);

    /** The command in its context. */
    public SummaryCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        TrainingValues asked = OptionSpecs.given(context, options);
        boolean named = asked.find(NETWORK).isPresent() || asked.find(LAYERS).isPresent()
                || asked.find(ACTIVATION).isPresent();
        if (model != null) {
            if (named) {
                throw new UsageException(
                        "--network, --layers and --activation can't be combined with a model,"
                                + " which has its own; leave them out.");
            }
            NamedModel found = NamedModel.find(context, Optional.of(model));
            print(found.name(), found.model().network());
        } else if (!named && NamedModel.isThereANewest(context)) {
            NamedModel found = NamedModel.find(context, Optional.empty());
            context.terminal().err().println(Printable.of("of " + found.described()));
            context.terminal().err().flush();
            print(found.name(), found.model().network());
        } else {
            Recipe recipe = asked.find(NETWORK).map(Recipe::of).orElse(Recipe.STANDARD);
            TrainingValues values = Resolution.of(recipe.defaults(), asked);
            print(values.get(NETWORK).name(false), values.network());
        }
        return ExitCode.OK;
    }

    private void print(String name, Network network) {
        PrintWriter out = context.terminal().out();
        TextTable table = new TextTable(List.of(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT,
                Align.RIGHT)).row(LayerTable.HEADING);
        LayerTable.rows(network).forEach(table::row);
        out.println("Model: " + Printable.of(name));
        out.println();
        table.lines(context.terminal().columns()).forEach(out::println);
        out.println();
        long all = LayerTable.parameters(network);
        long untrained = LayerTable.untrained(network);
        out.println("Parameters:     " + Numbers.grouped(all) + " ("
                + Numbers.bytes(LayerTable.bytes(all)) + "), "
                + (untrained == 0 ? "all" : Numbers.grouped(all - untrained)) + " trainable");
        if (untrained > 0) {
            out.println("Non-trainable:  " + Numbers.grouped(untrained));
        }
        out.println("Multiply-adds:  " + Numbers.grouped(network.multiplyAdds()) + " per image");
        out.println("Memory:         " + Numbers.bytes(LayerTable.memory(network))
                + " (with the outputs of one image)");
        out.flush();
    }
}
