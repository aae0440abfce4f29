package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.AUGMENT;
import static dev.lanewise.cli.option.TrainingOptions.CORRUPTION;
import static dev.lanewise.cli.option.TrainingOptions.NETWORK;
import static dev.lanewise.cli.option.TrainingOptions.SEED;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;
import static dev.lanewise.cli.option.TrainingOptions.VALIDATION;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.picture.Course;
import dev.lanewise.cli.report.DataNames;
import dev.lanewise.cli.report.ModelReport;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.augment.AugmentedDataset;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import java.awt.AWTError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pictures and the page of a run, made when its result is known and saved. */
final class RunPictures {
    private RunPictures() {}

    /**
     * Draws and writes them. What fails is told on {@code err} and fails nothing else: some systems
     * lack the libraries that Java draws text with.
     *
     * @param steps how the run went from step to step
     * @param config the run's configuration
     * @return the page, if it could be made
     */
    static Optional<Path> write(TrainResult result, List<Course.StepMean> steps, Model model,
            Kernels kernels, Map<String, @Nullable Object> config, PrintWriter err) {
        try {
            return Optional.of(report(result, steps, model, kernels, config)
                    .write(result.plan().run()));
        } catch (IOException | RuntimeException | LinkageError | AWTError | InternalError e) {
            err.println(Printable.of("lanewise: The pictures of run " + result.plan().run()
                    + " can't be drawn or written (" + e
                    + "); its model and its result are saved; --no-plots leaves pictures out."));
            return Optional.empty();
        }
    }

    private static ModelReport report(TrainResult result, List<Course.StepMean> steps,
            Model model, Kernels kernels, Map<String, @Nullable Object> config) {
        RunPlan plan = result.plan();
        TrainSettings settings = plan.settings();
        Map<String, String> results = ModelReport.results(result.test(), model);
        results.put("Training time", Numbers.seconds(result.history().trainSeconds()));
        results.put("Images per second",
                Numbers.grouped(Math.round(result.history().imagesPerSecond())));
        String data = DataNames.shown(plan.data().name());
        String network = settings.get(NETWORK).name(true);
        String accuracy = ModelReport.percent(result.test().accuracy());
        RunDetails details = new RunDetails(plan, config);
        return new ModelReport(model, network + " on " + data + ": " + accuracy,
                network + ", " + Choice.name(settings.recipe()) + " recipe, on " + data + ": "
                        + accuracy + " of " + Numbers.counted(plan.data().test().size(),
                                "test image")
                        + " right",
                List.of(details.trained(), details.made()),
                new ModelReport.Tested(data, plan.data().classNames(),
                        plan.data().test(), result.test(),
                        model.predict(plan.data().test(), kernels, settings.get(THREADS)),
                        settings.get(SEED)),
                Optional.of(new ModelReport.Trained(fed(plan), course(result, steps))),
                results, details.closing());
    }

    private static Course course(TrainResult result, List<Course.StepMean> steps) {
        Course.ValidatedOn validation = switch (result.plan()
                .settings()
                .get(VALIDATION)
                .part()) {
            case NONE -> Course.ValidatedOn.NOTHING;
            case HELD_OUT -> Course.ValidatedOn.HELD_OUT;
            case TEST -> Course.ValidatedOn.TEST;
        };
        return new Course(result.history().epochs(), steps, validation,
                1 - result.test().accuracy(), result.test().loss());
    }

    /** The training images as the network was fed them in the first epoch. */
    private static Dataset fed(RunPlan plan) {
        TrainSettings settings = plan.settings();
        return new AugmentedDataset(plan.data().digits(),
                settings.get(AUGMENT).toAugmentation(), settings.get(CORRUPTION),
                settings.get(SEED), 1);
    }
}
