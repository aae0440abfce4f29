package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.report.LayerTable;
import dev.lanewise.cli.run.ModelFiles;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.TextTable;
import dev.lanewise.cli.terminal.TextTable.Align;
import dev.lanewise.cli.train.Hyperparameters;
import dev.lanewise.cli.train.NetworkKind;
import dev.lanewise.cli.train.Recipe;
import dev.lanewise.engine.nn.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code summary}. */
@Command(description = "Shows the layers of a network: output shape, parameters, multiply-adds and"
        + " memory for one image.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"See the layers of what train trains by default:",
                "  @|bold lanewise summary|@",
                "See those of a network of another kind:",
                "  @|bold lanewise summary --network lenet5-article|@",
                "See those of a trained model:",
                "  @|bold lanewise summary runs/last|@"})
public final class SummaryCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1",
            description = "A run folder or a .safetensors file; without it, the network that the"
                    + " options name (default: lenet5 with silu).")
    private @Nullable Path model;

    @Mixin
    private NetworkOptions options = new NetworkOptions();

    /** The command in its context. */
    public SummaryCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (model != null) {
            if (options.network != null || options.activation != null) {
                throw new UsageException("The summary of a model expected neither --network nor"
                        + " --activation, as both stand in the model; leave them out.");
            }
            print(model.toString(), ModelFiles.load(context.resolve(model)).network());
        } else {
            Hyperparameters defaults = Recipe.STANDARD.defaults();
            NetworkKind kind = Objects.requireNonNullElse(options.network, defaults.network());
            print(Choice.name(kind),
                    kind.build(options.activationOf(kind, defaults.activation())));
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
        table.lines().forEach(out::println);
        out.println();
        out.println("Total params:   " + Numbers.grouped(network.parameterCount()) + " ("
                + Numbers.bytes(LayerTable.bytes(network.parameterCount())) + "), all trainable");
        out.println("Multiply-adds:  " + Numbers.grouped(network.multiplyAdds()) + " an image");
        out.println("Memory:         " + Numbers.bytes(LayerTable.memory(network))
                + " (parameters and the outputs of one image, float32)");
        out.flush();
    }
}
