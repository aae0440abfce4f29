package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.report.ModelReport;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.train.AugmentedDataset;
import java.awt.AWTError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pictures and the page of a run, made when its result is known and saved. */
final class RunPictures {
    private static final int DECIMALS = 4;

    private RunPictures() {}

    /**
     * Draws and writes them. What fails is told on {@code err} and fails nothing else: some systems
     * lack the libraries that Java draws text with.
     *
     * @param config the run's configuration
     * @return the page, if it could be made
     */
    static Optional<Path> write(TrainResult result, Model model, Kernels kernels,
            Map<String, @Nullable Object> config, String program, PrintWriter err) {
        try {
            return Optional.of(report(result, model, kernels, config, program)
                    .write(result.plan().run()));
        } catch (IOException | RuntimeException | LinkageError | AWTError | InternalError e) {
            err.println(Printable.of("lanewise: The pictures of run " + result.plan().run()
                    + " can't be drawn or written (" + e
                    + "); its model and its result are saved; --no-plots leaves pictures out."));
            return Optional.empty();
        }
    }

    private static ModelReport report(TrainResult result, Model model, Kernels kernels,
            Map<String, @Nullable Object> config, String program) {
        RunPlan plan = result.plan();
        TrainSettings settings = plan.settings();
        Map<String, String> results = ModelReport.results(result.test(), model);
        results.put("Training", Numbers.seconds(result.history().trainSeconds()));
        results.put("Speed",
                Numbers.grouped(Math.round(result.history().imagesPerSecond())) + " images/s");
        String subject = Choice.name(settings.values().network()) + ", "
                + Choice.name(settings.recipe()) + " recipe, test accuracy "
                + Numbers.fixed(result.test().accuracy(), DECIMALS);
        return new ModelReport(model, subject,
                new ModelReport.Tested(plan.data().name(), plan.data().test(), result.test(),
                        model.predict(plan.data().test(), kernels, settings.threads()),
                        settings.seed()),
                Optional.of(new ModelReport.Trained(fed(plan), result.history())),
                results, details(config, "", new LinkedHashMap<>()),
                program + " train --config " + plan.run().resolve("config.json"));
    }

    /** The training images as the network was fed them in the first epoch. */
    private static Dataset fed(RunPlan plan) {
        TrainSettings settings = plan.settings();
        Regularization regularization = settings.values().regularization();
        return new AugmentedDataset(plan.data().digits(),
                regularization.augmentation().toAugmentation(), regularization.corruption(),
                settings.seed(), 1);
    }

    /** All values of a configuration; those of inner objects with the name of theirs. */
    private static Map<String, String> details(Map<?, ?> config, String prefix,
            Map<String, String> details) {
        config.forEach((key, value) -> {
            String name = prefix + key.toString().replace('_', ' ');
            if (value instanceof Map<?, ?> inner) {
                details(inner, key.equals("options") ? "" : name + ", ", details);
            } else if (value != null) {
                details.put(name, value.toString());
            }
        });
        return details;
    }
}
