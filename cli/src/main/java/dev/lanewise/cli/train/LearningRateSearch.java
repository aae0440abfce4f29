package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.picture.LearningRateCurve;
import dev.lanewise.cli.picture.PngFile;
import dev.lanewise.cli.report.DataNames;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Schedule;
import dev.lanewise.engine.train.StepProgress;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.engine.train.TrainingException;
import dev.lanewise.engine.train.TrainingListener;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a learning rate: trains for an epoch while the rate rises exponentially, until the loss grows
 * without end, and takes the rate at which it fell most steeply (Smith 2017; Gugger 2018).
 */
public final class LearningRateSearch {
    /** The rate that the search ends at: far beyond what any network bears. */
    private static final double HIGHEST = 10;
    /** Share that a loss keeps in the running mean after a step. */
    private static final double MEMORY = 0.95;
    /** A running mean above this times its least is the end. */
    private static final double GROWTH = 4;
    private static final int FEWEST_STEPS = 20;
    private static final int DIGITS = 2;
    private static final String PICTURE = "learning-rate.png";

    private final CommandContext context;
    private final TrainSettings settings;
    private final List<Point> points = new ArrayList<>();

    /**
     * A step.
     *
     * @param rate its learning rate
     * @param loss running mean of the loss, without bias
     */
    record Point(double rate, double loss) {}

    /** A search with these settings, but for the learning rate, the schedule and the epochs. */
    public LearningRateSearch(CommandContext context, TrainSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Searches, draws, and tells.
     *
     * @return the exit code
     * @throws IOException if the picture can't be written
     * @throws UsageException if there are too few images for a search
     */
    public int run(boolean json) throws IOException {
        Path folder = settings.run().orElse(context.directory());
        if (settings.run().isPresent()) {
            RunFolder.requireUsable(folder);
        }
        PngFile.requireWritable("--find-lr", folder.resolve(PICTURE));
        Network network = settings.values().network().build(settings.values().activation());
        Mnist source = settings.data().map(Mnist::load).orElseGet(Mnist::load);
        TrainingData data = TrainingData.of(source, settings, network);
        int steps = settings.values().batches().steps(data.train().size());
        if (steps < FEWEST_STEPS) {
            throw new UsageException("Option --find-lr expected at least " + FEWEST_STEPS
                    + " steps, found " + steps + " of " + settings.values().batches().size()
                    + " images; take more images or smaller batches.");
        }
        PrintWriter err = context.terminal().err();
        data.remarks().forEach(remark -> err.println(Printable.of("lanewise: " + remark)));
        err.flush();
        train(network, data);
        double rate = steepest(points);
        Files.createDirectories(folder);
        Path file = folder.resolve(PICTURE);
        PngFile.writeSharp(file, curve(rate, data).scene().picture());
        tell(json, rate, file);
        return ExitCode.OK;
    }

    private LearningRateCurve curve(double rate, TrainingData data) {
        return new LearningRateCurve(points.stream().mapToDouble(Point::rate).toArray(),
                points.stream().mapToDouble(Point::loss).toArray(), rate,
                settings.values().optimizer().learningRate(),
                settings.values().network().title() + ", " + Choice.name(settings.recipe())
                        + " recipe, " + Numbers.counted(data.train().size(), "training image")
                        + " of " + DataNames.shown(data.name()));
    }

    private void train(Network network, TrainingData data) {
        List<Runnable> stop = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            private double lossBefore;
            private double mean;
            private double weight;
            private double least = Double.POSITIVE_INFINITY;

            @Override
            public void onStep(StepProgress progress) {
                double sum = progress.loss() * progress.images();
                int count = (int) (progress.images()
                        - (progress.step() - 1L) * settings.values().batches().size());
                mean = MEMORY * mean + (1 - MEMORY) * (sum - lossBefore) / count;
                weight = MEMORY * weight + 1 - MEMORY;
                lossBefore = sum;
                least = Math.min(least, mean / weight);
                points.add(new Point(progress.learningRate(), mean / weight));
                if (mean / weight > GROWTH * least) {
                    stop.forEach(Runnable::run);
                }
            }
        };
        TrainerBuilder options = settings.trainer(network, Kernels.of(settings.kernels()))
                .optimizer(settings.values().optimizer().toOptimizer().withLearningRate(HIGHEST))
                .schedule(new Schedule(Schedule.Curve.RANGE_TEST, 0))
                .patience(0)
                .listener(listener);
        data.normalize(options);
        try (Trainer trainer = options.build()) {
            stop.add(trainer::stop);
            trainer.fit(data.train(), 1);
        } catch (TrainingException e) {
            // What is no number any more is the end, too; all points before it count.
        }
    }

    /** The rate where the running mean falls fastest by the logarithm of the rate. */
    static double steepest(List<Point> points) {
        int window = Math.max(1, points.size() / FEWEST_STEPS);
        double best = Double.POSITIVE_INFINITY;
        double rate = points.get(0).rate();
        for (int i = window; i + window < points.size(); i++) {
            double slope = points.get(i + window).loss() - points.get(i - window).loss();
            if (slope < best) {
                best = slope;
                rate = points.get(i).rate();
            }
        }
        return Double.parseDouble(Numbers.significant(rate, DIGITS));
    }

    private void tell(boolean json, double rate, Path file) {
        PrintWriter out = context.terminal().out();
        Point end = points.get(points.size() - 1);
        if (json) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            record.put("event", "learning_rate");
            record.put("learning_rate", rate);
            record.put("highest", end.rate());
            record.put("steps", points.size());
            record.put("picture", file.toString());
            out.println(Json.line(record));
        } else {
            out.println("Learning rate  " + Numbers.significant(rate, DIGITS)
                    + ", where the loss falls fastest; the search ended at "
                    + Numbers.significant(end.rate(), DIGITS) + " after "
                    + Numbers.counted(points.size(), "step"));
            out.println("Curve          " + Printable.of(file.toString()));
            out.println("Next           " + context.program() + " train --learning-rate "
                    + Numbers.significant(rate, DIGITS));
        }
        out.flush();
    }
}
