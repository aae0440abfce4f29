package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.EPOCHS;
import static dev.lanewise.cli.option.TrainingOptions.KERNELS;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;

import dev.lanewise.cli.base.AccuracyMissedException;
import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.JvmTime;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.RunEndedException;
import dev.lanewise.cli.base.StopSignals;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.run.Predictions;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.model.Reliability;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.History;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.engine.train.TrainingException;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final StepCourse course = new StepCourse();

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
        Optional<ResumedRun> begun = settings.resume().isPresent()
                ? Optional.of(load(RunFolder.begun(settings.resume().get(), context.directory())))
                : Optional.empty();
        Kernels kernels = Kernels.of(settings.get(KERNELS));
        EarlyCompilation.begin(settings, kernels);
        Mnist source = settings.data().map(Mnist::load).orElseGet(Mnist::load);
        Network network = settings.network(source);
        TrainerBuilder options = settings.trainer(network, kernels);
        TrainingData data = ResumedRun.data(source, settings, network, begun);
        data.prepare(options);
        // From here on a signal is waited for: before, there is nothing that it could harm.
        try (StopSignals signals = StopSignals.listen(); RunFolder folder = folder()) {
            Optional<ResumedRun> resumed = settings.resume().isPresent()
                    ? Optional.of(load(folder))
                    : Optional.empty();
            RunPlan plan = new RunPlan(settings, network, data, kernels.info(), folder.path(),
                    folder.model());
            try {
                return train(new Work(plan, folder, resumed, signals), options);
            } finally {
                reporter.close();
                if (resumed.isEmpty() && !folder.holdsModelOrCheckpoint()) {
                    folder.discard();
                }
            }
        }
    }

    private ResumedRun load(RunFolder folder) throws IOException {
        return ResumedRun.load(settings.resume().orElse(folder.path()), folder);
    }

    private RunFolder folder() throws IOException {
        if (settings.resume().isPresent()) {
            return RunFolder.resumed(settings.resume().get(), context.directory());
        }
        return settings.run().isPresent()
                ? RunFolder.named(settings.run().get(), context.directory())
                : RunFolder.dated(context.directory(), context.clock(),
                        Choice.name(settings.recipe()));
    }

    /** What a run works on. */
    private record Work(RunPlan plan, RunFolder folder, Optional<ResumedRun> resumed,
            StopSignals signals) {

        boolean stopped() {
            return signals.received() != 0;
        }

        /** Whether it was stopped before anything of it was worth keeping. */
        boolean isNothing(Trainer trainer, History history) {
            return stopped() && resumed.isEmpty() && history.epochs().isEmpty()
                    && trainer.checkpoint().step() == 0;
        }
    }

    private int train(Work work, TrainerBuilder options) throws IOException {
        RunRecorder recorder = new RunRecorder(work.plan(), work.folder());
        options.listener(new Reporters(List.of(reporter, recorder, course)));
        Map<String, @Nullable Object> config = RunConfig.of(work.plan(), context.clock().instant());
        work.resumed().ifPresent(run -> run.addTo(config));
        try (Trainer trainer = options.build()) {
            work.resumed().ifPresent(run -> run.check(work.plan().data(), settings, trainer));
            work.signals().onFirst(trainer::stop);
            TrainResult result;
            try {
                begin(work, config, recorder, options, trainer);
                Dataset images = work.plan().data().train();
                History history = work.resumed().isPresent()
                        ? trainer.resume(images, work.resumed().get().checkpoint())
                        : trainer.fit(images, settings.get(EPOCHS));
                if (work.isNothing(trainer, history)) {
                    tell("Stopped before the first step; nothing is kept.");
                    return ExitCode.ofSignal(work.signals().received());
                }
                Model trained = recorder.finish(history, work.stopped());
                if (work.stopped()) {
                    tellStopped(work.plan(), trainer);
                    return ExitCode.ofSignal(work.signals().received());
                }
                Evaluation test = evaluate(trainer, work.plan());
                Model model = NamedModel.tested(trained, test.accuracy());
                work.folder().writeModel(model);
                List<Prediction> predictions = predict(model, work.plan());
                result = new TrainResult(work.plan(), history, test, model.temperature(),
                        Reliability.of(work.plan().data().test(), predictions),
                        JvmTime.secondsSinceStart(),
                        model.sha256(),
                        settings.profile() ? Optional.of(ProfileReport.of(trainer.profile()))
                                : Optional.empty());
                work.folder().writePredictions(predictions(result, predictions));
                tell(work, result, model, config);
            } catch (IOException | RuntimeException | VirtualMachineError | LinkageError e) {
                throw ended(work, recorder, e);
            }
            if (work.stopped()) {
                return ExitCode.ofSignal(work.signals().received());
            }
            checkAccuracy(result.test());
            return ExitCode.OK;
        }
    }

    private void begin(Work work, Map<String, @Nullable Object> config, RunRecorder recorder,
            TrainerBuilder options, Trainer trainer) throws IOException {
        RunFolder folder = work.folder();
        folder.sweep();
        folder.writeConfig(config);
        Optional<String> lost = work.resumed().flatMap(run -> run.remark(folder));
        if (lost.isPresent()) {
            folder.setNewestCheckpointAside();
        }
        recorder.begin(trainer, work.resumed());
        reporter.onStart(work.plan());
        lost.ifPresent(remark -> tell("lanewise: " + remark));
        if (work.resumed().isEmpty()) {
            settings.from().ifPresent(start -> {
                tell(start.told(options, work.plan().network()));
                start.remark().ifPresent(remark -> tell("lanewise: " + remark));
            });
        }
        work.plan().data().remarks().forEach(remark -> tell("lanewise: " + remark));
        work.resumed().ifPresent(run -> tell(run.told()));
    }

    /** The failure together with what it left: the best model, and a run that can be gone on with. */
    private RuntimeException ended(Work work, RunRecorder recorder, Throwable failure)
            throws IOException {
        reporter.close();
        List<String> kept = new ArrayList<>();
        boolean useless = failure instanceof TrainingException && recorder.isFinished();
        recorder.savedModel()
                .filter(epoch -> !useless)
                .ifPresent(epoch -> kept.add("the model of epoch " + epoch + " is kept in "
                        + work.folder().model()));
        // From the same state the same steps fail again, unless the machine was the cause.
        boolean ofMachine = failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof OutOfMemoryError;
        if (ofMachine && work.folder().holdsCheckpoint()) {
            kept.add("go on with " + context.program() + " train --resume "
                    + work.folder().path());
        }
        if (!kept.isEmpty()) {
            return new RunEndedException(String.join("; ", kept), failure);
        }
        switch (failure) {
            case IOException e -> throw e;
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Tells the result in all ways. */
    private void tell(Work work, TrainResult result, Model model,
            Map<String, @Nullable Object> config) throws IOException {
        config.put("result", result.record());
        work.folder().writeConfig(config);
        reporter.onResult(result);
        Optional<Path> report = settings.plots() && !work.stopped()
                ? RunPictures.write(result, course.means(), model,
                        Kernels.of(settings.get(KERNELS)), config, context.terminal().err())
                : Optional.empty();
        reporter.onReport(result, report);
    }

    private static List<Prediction> predict(Model model, RunPlan plan) {
        TrainSettings settings = plan.settings();
        return model.predict(plan.data().test(), Kernels.of(settings.get(KERNELS)),
                settings.get(THREADS));
    }

    private static Predictions predictions(TrainResult result, List<Prediction> predictions) {
        TrainingData data = result.plan().data();
        return new Predictions(data.name(), data.sha256(), result.weightsSha256(),
                data.classNames(), Predictions.answers(data.test(), predictions));
    }

    private static Evaluation evaluate(Trainer trainer, RunPlan plan) {
        try {
            return trainer.evaluate(plan.data().test());
        } catch (ArithmeticException e) {
            throw new TrainingException("The test loss became NaN with the weights of the"
                    + " model; train with a smaller learning rate.");
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
        err.println(Printable.of(line));
        err.flush();
    }

    private void checkAccuracy(Evaluation test) {
        double least = settings.minAccuracy().orElse(0);
        if (test.accuracy() < least) {
            throw new AccuracyMissedException("The test accuracy must be at least " + least
                    + " with --min-accuracy; it is " + Numbers.fixed(test.accuracy(), DECIMALS)
                    + ". Train for more epochs.");
        }
    }
}
