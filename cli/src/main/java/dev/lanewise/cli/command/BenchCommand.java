package dev.lanewise.cli.command;

import static dev.lanewise.cli.option.TrainingOptions.THREADS;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.bench.BenchRun;
import dev.lanewise.cli.bench.BenchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}. */
@Command(
        description = "Compares vector kernels with scalar ones, and both with what this machine can"
                + " do, in at most 90 seconds.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Measure everything on one core:",
                "  @|bold lanewise bench|@",
                "Measure some kernels only:",
                "  @|bold lanewise bench --kernel gemm,conv2|@",
                "Draw a roofline chart of two cores:",
                "  @|bold lanewise bench --threads 2 --out roofline.png|@"})
public final class BenchCommand implements Callable<Integer> {
    private final CommandContext context;

    @Option(names = "--kernel", paramLabel = "NAMES", split = ",",
            description = "Measure only kernels whose name contains one of these, such as"
                    + " gemm,conv2 (default: all).")
    private List<String> kernels = List.of();

    @Option(names = "--threads", paramLabel = "N",
            description = "Threads that compute (default: 1): they share matrix products, training"
                    + " and batches, and each has a tile of its own elsewhere.")
    private int threads = 1;

    @Option(names = "--out", paramLabel = "FILE.png",
            description = "Draw a roofline chart with the kernels on it.")
    private @Nullable Path chart;

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public BenchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        int checked = THREADS.type().checked(THREADS.name(), threads);
        return new BenchRun(context, new BenchSettings(checked, kernels,
                Optional.ofNullable(chart), output.json)).run();
    }
}
