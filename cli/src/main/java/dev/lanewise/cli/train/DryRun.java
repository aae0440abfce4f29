package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.terminal.LabelledLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What {@code train} would do: all checks, and nothing written. */
public final class DryRun {
    private static final int LABEL_WIDTH = 11;

    private final CommandContext context;
    private final TrainSettings settings;

    /** Of a run with these settings. */
    public DryRun(CommandContext context, TrainSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Says it, in words or as the JSON object that {@code config.json} would hold.
     *
     * @throws IOException if the run folder's place can't be looked at
     */
    public void tell(boolean json) throws IOException {
        RunPlan plan = plan();
        PrintWriter out = context.terminal().out();
        if (json) {
            out.println(Json.line(RunConfig.of(plan, context.clock().instant())));
        } else {
            lines(plan).forEach(out::println);
        }
        out.flush();
    }

    private RunPlan plan() throws IOException {
        if (settings.run().isPresent()) {
            RunFolder.requireUsable(settings.run().get());
        }
        Kernels kernels = Kernels.of(settings.kernels());
        Network network = settings.values().network().build(settings.values().activation());
        Mnist source = settings.data().map(Mnist::load).orElseGet(Mnist::load);
        TrainingData data = TrainingData.of(source, settings, network);
        Path run;
        if (settings.resume().isPresent()) {
            ResumedRun resumed = ResumedRun.load(settings.resume().get(), context.directory());
            resumed.checkData(data);
            run = resumed.folder().path();
        } else {
            run = settings.run()
                    .orElseGet(() -> RunFolder.datedPath(context.directory(), context.clock(),
                            Choice.name(settings.recipe())));
        }
        return new RunPlan(settings, network, data, kernels.info(), run, RunFolder.model(run));
    }

    private List<String> lines(RunPlan plan) {
        TrainingData data = plan.data();
        BatchSettings batches = settings.values().batches();
        int steps = batches.steps(data.train().size());
        return List.of(
                line("Network", Numbers.grouped(plan.network().parameterCount()) + " parameters"),
                line("Values", settings.values().describe()),
                line("Data", data.name() + ", "
                        + Numbers.counted(data.train().size(), "training image")
                        + data.validation()
                                .map(v -> ", " + Numbers.grouped(v.size()) + " for validation")
                                .orElse("")
                        + ", " + Numbers.grouped(data.test().size()) + " for the test"),
                line("Steps", Numbers.counted(batches.epochs(), "epoch") + " of "
                        + Numbers.counted(steps, "step") + ", "
                        + Numbers.grouped((long) batches.epochs() * steps) + " in all"),
                line("Kernels", plan.kernels().backend() + ", "
                        + Numbers.counted(settings.threads(), "thread") + ", seed "
                        + settings.seed()),
                line("Run", plan.run() + (settings.resume().isPresent() ? ", gone on with" : "")),
                "This was a dry run: nothing was trained, and nothing written.");
    }

    private static String line(String label, String text) {
        return LabelledLine.of(label, LABEL_WIDTH, text);
    }
}
