package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.cli.option.TrainingOptions.KERNELS;
import static dev.lanewise.cli.option.TrainingOptions.LEARNING_RATE;
import static dev.lanewise.cli.option.TrainingOptions.NETWORK;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.OutputFiles;
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
 * Finds a learning rate: trains while the rate rises exponentially until the loss diverges, takes a third of
 * that rate, since it is the peak of a schedule, and tries it against the recipe's own for an epoch or two
 * (the range test of Smith 2017, read from the high side).
 */
public final class LearningRateSearch {
    /** The rate that the search ends at: far beyond what any network bears. */
    private static final double HIGHEST = 10;
    /** Share that a loss keeps in the running mean after a step. */
    private static final double MEMORY = 0.95;
    /** A running mean above this times its least has diverged. */
    private static final double GROWTH = 4;
    /**
     * So has one that comes back to this share of the first loss after it was below the other one: a network
     * that forgot all stays at chance.
     */
    private static final double FORGOTTEN = 0.95;
    private static final double LEARNED = 0.8;
    /** How far below the rate at which the loss diverges a peak is safe. */
    private static final double SAFE_SHARE = 1.0 / 3;
    /** With fewer steps the running mean is too slow to tell the rates apart. */
    private static final int FEWEST_STEPS = 800;
    /** Fewer in a pass make a trial that tells nothing. */
    private static final int FEWEST_IN_A_PASS = 20;
    private static final int DIGITS = 2;
    private static final int PERCENT = 100;
    private static final String PICTURE = "learning-rate.png";

    private final CommandContext context;
    private final TrainSettings settings;
    private final String repeated;
    private final List<Point> points = new ArrayList<>();

    /**
     * A step.
     *
     * @param rate its learning rate
     * @param loss running mean of the loss, without bias
     */
    record Point(double rate, double loss) {}

    /**
     * A search with these settings, but for the learning rate, the schedule and the epochs.
     *
     * @param repeated the options that the search was asked for with, for the command that uses its result
     */
    public LearningRateSearch(CommandContext context, TrainSettings settings, String repeated) {
        this.repeated = repeated;
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
        OutputFiles.requireWritable("--find-lr", folder.resolve(PICTURE));
        Mnist source = settings.data().map(Mnist::load).orElseGet(Mnist::load);
        Network network = settings.network(source);
        TrainingData data = TrainingData.of(source, settings, network);
        int steps = settings.values().steps(data.train().size());
        if (steps < FEWEST_IN_A_PASS) {
            throw new UsageException("--find-lr needs at least " + FEWEST_IN_A_PASS
                    + " steps in a pass; these are " + steps + ", of "
                    + settings.get(BATCH_SIZE)
                    + " images each. Take more images or smaller batches.");
        }
        PrintWriter err = context.terminal().err();
        data.remarks().forEach(remark -> err.println(Printable.of("lanewise: " + remark)));
        err.flush();
        train(network, data, Math.ceilDiv(FEWEST_STEPS, steps));
        double rate = fromAbove(points);
        RateTrial trial = new RateTrial(settings, network, data);
        double own = settings.get(LEARNING_RATE);
        err.println("Trying " + Numbers.significant(rate, DIGITS) + " and the recipe's own "
                + Numbers.significant(own, DIGITS) + ", " + Numbers.counted(trial.epochs(), "epoch")
                + " each");
        err.flush();
        RateTrial.Outcome outcome = trial.compare(rate, own);
        Files.createDirectories(folder);
        Path file = folder.resolve(PICTURE);
        PngFile.writeSharp(file, curve(outcome.best(), data).scene().picture());
        tell(json, outcome, file);
        return ExitCode.OK;
    }

    private LearningRateCurve curve(double rate, TrainingData data) {
        return new LearningRateCurve(points.stream().mapToDouble(Point::rate).toArray(),
                points.stream().mapToDouble(Point::loss).toArray(), rate,
                settings.get(LEARNING_RATE),
                settings.get(NETWORK).name(true) + ", " + Choice.name(settings.recipe())
                        + " recipe, " + Numbers.counted(data.train().size(), "training image")
                        + " of " + DataNames.shown(data.name()));
    }

    private void train(Network network, TrainingData data, int passes) {
        List<Runnable> stop = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            private double lossBefore;
            private double mean;
            private double weight;
            private double least = Double.POSITIVE_INFINITY;

            @Override
            public void onStep(StepProgress progress) {
                if (progress.step() == 1) {
                    lossBefore = 0; // A new pass counts from its beginning.
                }
                double sum = progress.loss() * progress.images();
                int count = (int) (progress.images()
                        - (progress.step() - 1L) * settings.get(BATCH_SIZE));
                mean = MEMORY * mean + (1 - MEMORY) * (sum - lossBefore) / count;
                weight = MEMORY * weight + 1 - MEMORY;
                lossBefore = sum;
                least = Math.min(least, mean / weight);
                points.add(new Point(progress.learningRate(), mean / weight));
                if (hasDiverged(mean / weight, least, points.getFirst().loss())) {
                    stop.forEach(Runnable::run);
                }
            }
        };
        TrainerBuilder options = settings.trainer(network, Kernels.of(settings.get(KERNELS)))
                .optimizer(settings.optimizer(HIGHEST))
                .schedule(Schedule.of(Schedule.Curve.RANGE_TEST))
                .patience(0)
                .listener(listener);
        data.normalize(options);
        try (Trainer trainer = options.build()) {
            stop.add(trainer::stop);
            trainer.fit(data.train(), passes);
        } catch (TrainingException e) {
            // What is no number any more is the end, too; all points before it count.
        }
    }

    static boolean hasDiverged(double mean, double least, double first) {
        return mean > GROWTH * least || (least < LEARNED * first && mean > FORGOTTEN * first);
    }

    /** A third of the rate at which the running mean diverged, or of the highest one if it didn't. */
    static double fromAbove(List<Point> points) {
        return rounded(SAFE_SHARE * points.getLast().rate());
    }

    private void tell(boolean json, RateTrial.Outcome outcome, Path file) {
        PrintWriter out = context.terminal().out();
        Point end = points.getLast();
        String rate = Numbers.significant(outcome.best(), DIGITS);
        if (json) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            record.put("event", "learning_rate");
            record.put("learning_rate", rounded(outcome.best()));
            record.put("found", rounded(outcome.found()));
            record.put("found_accuracy", outcome.foundAccuracy());
            record.put("own", outcome.own());
            record.put("own_accuracy", outcome.ownAccuracy());
            record.put("diverged", end.rate());
            record.put("steps", points.size());
            record.put("picture", file.toString());
            out.println(Json.line(record));
        } else {
            out.println("Learning rate  " + rate + (outcome.isOwn() ? ", the recipe's own" : ""));
            out.println("Search         the loss diverged at "
                    + Numbers.significant(end.rate(), DIGITS) + " after "
                    + Numbers.counted(points.size(), "step") + "; tried: "
                    + Numbers.significant(outcome.found(), DIGITS) + ", at most a third of that");
            out.println("Trial          " + percent(outcome.foundAccuracy()) + " with "
                    + Numbers.significant(outcome.found(), DIGITS) + ", "
                    + percent(outcome.ownAccuracy()) + " with "
                    + Numbers.significant(outcome.own(), DIGITS)
                    + (outcome.isClear() ? "" : ": no clear gain, so the lower one"));
            out.println("Curve          " + Printable.of(file.toString()));
            out.println("Next           " + Printable.of(context.program() + " train" + repeated
                    + " --learning-rate " + rate));
        }
        out.flush();
    }

    private static double rounded(double rate) {
        return Double.parseDouble(Numbers.significant(rate, DIGITS));
    }

    private static String percent(double share) {
        return Numbers.fixed(PERCENT * share, DIGITS) + " %";
    }
}
