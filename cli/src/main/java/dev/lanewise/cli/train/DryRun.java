package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.EPOCHS;
import static dev.lanewise.cli.option.TrainingOptions.KERNELS;
import static dev.lanewise.cli.option.TrainingOptions.SEED;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.terminal.LabelledLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Optional<ResumedRun> resumed = settings.resume().isPresent() ? Optional.of(resumed())
                : Optional.empty();
        Kernels kernels = Kernels.of(settings.get(KERNELS));
        Mnist source = settings.data().map(Mnist::load).orElseGet(Mnist::load);
        Network network = settings.network(source);
        TrainingData data = ResumedRun.data(source, settings, network, resumed);
        data.remarks().forEach(this::remark);
        Path run = settings.run()
                .orElseGet(() -> RunFolder.datedPath(context.directory(), context.clock(),
                        Choice.name(settings.recipe())));
        if (resumed.isPresent()) {
            TrainerBuilder options = settings.trainer(network, kernels);
            data.prepare(options);
            try (Trainer trainer = options.build()) {
                resumed.get().check(data, settings, trainer);
            }
            run = resumed.get().path();
        }
        return new RunPlan(settings, network, data, kernels.info(), run, RunFolder.model(run));
    }

    private ResumedRun resumed() throws IOException {
        Path given = settings.resume().orElseThrow();
        RunFolder folder = RunFolder.begun(given, context.directory());
        ResumedRun resumed = ResumedRun.load(given, folder);
        resumed.remark(folder).ifPresent(this::remark);
        return resumed;
    }

    private void remark(String remark) {
        context.terminal().err().println(Printable.of("lanewise: " + remark));
        context.terminal().err().flush();
    }

    private List<String> lines(RunPlan plan) {
        List<String> lines = new ArrayList<>(common(plan));
        settings.from()
                .ifPresent(start -> lines.add(1, line("From", Printable.of(start.told(
                        settings.trainer(plan.network(), Kernels.of(settings.get(KERNELS))),
                        plan.network())))));
        return lines;
    }

    private List<String> common(RunPlan plan) {
        TrainingData data = plan.data();
        int epochs = settings.get(EPOCHS);
        int steps = settings.values().steps(data.train().size());
        return List.of(
                line("Network", Numbers.grouped(plan.network().parameterCount()) + " parameters"),
                line("Values", settings.values().describe()),
                line("Data", Printable.of(data.name()) + ", "
                        + data.counted()
                        + data.validation()
                                .map(v -> ", " + Numbers.grouped(v.size()) + " for validation")
                                .orElse("")
                        + ", " + Numbers.grouped(data.test().size()) + " for the test"),
                line("Steps", Numbers.counted(epochs, "epoch") + " of "
                        + Numbers.counted(steps, "step") + ", "
                        + Numbers.grouped((long) epochs * steps) + " total"),
                line("Kernels", plan.kernels().backend() + ", "
                        + Numbers.counted(settings.get(THREADS), "thread") + ", seed "
                        + settings.get(SEED)),
                line("Run",
                        Printable.of(plan.run().toString())
                                + (settings.resume().isPresent() ? ", gone on with" : "")),
                "This was a dry run: nothing was trained, and nothing written.");
    }

    private static String line(String label, String text) {
        return LabelledLine.of(label, LABEL_WIDTH, text);
    }
}
