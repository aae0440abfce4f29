package dev.lanewise.cli.train;

import dev.lanewise.cli.base.AccuracyMissedException;
import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.JvmTime;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.OutputException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.History;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.engine.train.TrainingException;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of {@code train}: from settings to a run folder and a result. */
public final class TrainingRun {
    private static final int DECIMALS = 4;

    private final CommandContext context;
    private final TrainSettings settings;
    private final RunReporter reporter;

    /** A run that tells {@code reporter} how it goes. */
    public TrainingRun(CommandContext context, TrainSettings settings, RunReporter reporter) {
        this.context = context;
        this.settings = settings;
        this.reporter = reporter;
    }

    /**
     * Trains. Everything that can be refused is refused before the run folder is made.
     *
     * @return the exit code
     * @throws IOException if the run folder can't be written
     */
    public int run() throws IOException {
        if (settings.run().isPresent()) {
            RunFolder.requireUsable(settings.run().get());
        }
        Optional<ResumedRun> resumed = settings.resume().isPresent()
                ? Optional.of(ResumedRun.load(settings.resume().get(), context.directory()))
                : Optional.empty();
        Kernels kernels = Kernels.of(settings.kernels());
        Network network = settings.values().network().build(settings.values().activation());
        TrainerBuilder trainer = settings.trainer(network, kernels);
        EarlyCompilation.begin(trainer);
        Mnist source = settings.data().map(Mnist::load).orElseGet(Mnist::load);
        TrainingData data = TrainingData.of(source, settings, network);
        if (resumed.isPresent()) {
            resumed.get().checkData(data);
        }
        RunFolder folder = resumed.isPresent() ? resumed.get().folder() : newFolder();
        RunRecorder recorder = new RunRecorder(folder);
        boolean kept = resumed.isPresent();
        try {
            RunPlan plan = new RunPlan(settings, network, data, kernels.info(), folder.path(),
                    folder.model());
            int code = train(plan, folder, trainer, recorder, resumed);
            kept = true;
            return code;
        } finally {
            reporter.close();
            if (!kept && recorder.isEmpty()) {
                folder.discard();
            }
        }
    }

    private RunFolder newFolder() throws IOException {
        return settings.run().isPresent()
                ? RunFolder.named(settings.run().get(), context.directory())
                : RunFolder.dated(context.directory(), context.clock(),
                        Choice.name(settings.recipe()));
    }

    private int train(RunPlan plan, RunFolder folder, TrainerBuilder options,
            RunRecorder recorder, Optional<ResumedRun> resumed) throws IOException {
        Map<String, @Nullable Object> config = RunConfig.of(plan, context.clock().instant());
        resumed.ifPresent(run -> run.addTo(config));
        folder.writeConfig(config);
        plan.data().validation().ifPresent(options::validation);
        options.listener(new Reporters(List.of(reporter, recorder)));
        try (Trainer trainer = options.build();
                StopSignals signals = StopSignals.listen(trainer::stop)) {
            recorder.begin(trainer, resumed);
            reporter.onStart(plan);
            resumed.ifPresent(run -> tell(run.told()));
            History history = resumed.isPresent()
                    ? trainer.resume(plan.data().train(), resumed.get().checkpoint())
                    : trainer.fit(plan.data().train(), settings.values().batches().epochs());
            Model model = trainer.model()
                    .withProvenance(RunConfig.provenance(plan, history.epochs().size()));
            folder.writeHistory(history.epochs());
            folder.writeModel(model);
            if (signals.received() != 0) {
                recorder.writeCheckpoint();
                tellStopped(plan, trainer);
                return ExitCode.ofSignal(signals.received());
            }
            Evaluation test = evaluate(trainer, plan);
            TrainResult result = new TrainResult(plan, history, test,
                    JvmTime.secondsSinceStart(), model.sha256(),
                    settings.profile() ? Optional.of(ProfileReport.of(trainer.profile()))
                            : Optional.empty());
            config.put("result", result.record());
            folder.writeConfig(config);
            reporter.onResult(result);
            Optional<Path> report = settings.plots() && signals.received() == 0
                    ? RunPictures.write(result, model, Kernels.of(settings.kernels()), config,
                            context.program(), context.terminal().err())
                    : Optional.empty();
            reporter.onReport(result, report);
            if (signals.received() != 0) {
                return ExitCode.ofSignal(signals.received());
            }
            checkAccuracy(test);
            return ExitCode.OK;
        }
    }

    private static Evaluation evaluate(Trainer trainer, RunPlan plan) {
        try {
            return trainer.evaluate(plan.data().test());
        } catch (OutputException e) {
            throw new TrainingException("The test loss became NaN with the weights of the last"
                    + " epoch; train with a smaller learning rate.");
        }
    }

    private void tellStopped(RunPlan plan, Trainer trainer) {
        reporter.close();
        Checkpoint at = trainer.checkpoint();
        tell("Stopped in epoch " + at.epoch() + " of " + at.epochs() + ", after step " + at.step()
                + " of " + at.steps() + "; go on with  " + context.program() + " train --resume "
                + plan.run());
    }

    private void tell(String line) {
        PrintWriter err = context.terminal().err();
        err.println(line);
        err.flush();
    }

    private void checkAccuracy(Evaluation test) {
        double least = settings.minAccuracy().orElse(0);
        if (test.accuracy() < least) {
            throw new AccuracyMissedException("The test accuracy expected by --min-accuracy is at"
                    + " least " + least + ", found " + Numbers.fixed(test.accuracy(), DECIMALS)
                    + "; train for more epochs.");
        }
    }
}
