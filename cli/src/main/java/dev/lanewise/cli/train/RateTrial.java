package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.EPOCHS;
import static dev.lanewise.cli.option.TrainingOptions.KERNELS;
import static dev.lanewise.cli.option.TrainingOptions.VALIDATION;

import dev.lanewise.cli.option.Validation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.engine.train.TrainingException;

/** Short trainings with two learning rates, judged on images that they don't train on. */
final class RateTrial {
    private static final int MOST_EPOCHS = 2;
    /** Where nothing is held out, one image in so many is. */
    private static final int HELD_OUT = 10;
    /** What another rate must gain to be worth it: more than chance gives. */
    private static final double CLEAR_GAIN = 0.001;
    /** A network that is not right so many times as often as by chance has learned nothing. */
    private static final double LEARNED = 2;
    private static final double LOWERED = 2;
    private static final int MOST_LOWERED = 5;

    private final TrainSettings settings;
    private final Network network;
    private final TrainingData data;
    private final Dataset learned;
    private final Dataset judged;

    /** Trials of a network on data. */
    RateTrial(TrainSettings settings, Network network, TrainingData data) {
        this.settings = settings;
        this.network = network;
        this.data = data;
        boolean held = settings.get(VALIDATION).part() == Validation.Part.HELD_OUT;
        Dataset digits = data.digits();
        int kept = digits.size() - digits.size() / HELD_OUT;
        this.learned = held ? data.train() : digits.slice(0, kept);
        this.judged = held ? data.validation().orElseThrow() : digits.slice(kept, digits.size());
    }

    /**
     * What two rates reached.
     *
     * @param found the rate that was found
     * @param foundAccuracy what a short training with it reached; 0 if it diverged
     * @param own the rate that the settings have
     * @param ownAccuracy what a short training with that reached
     */
    record Outcome(double found, double foundAccuracy, double own, double ownAccuracy) {

        /** Whether the own rate is the one to take: without a clear gain the lower one is, as it is safer. */
        boolean isOwn() {
            return found > own ? foundAccuracy < ownAccuracy + CLEAR_GAIN
                    : ownAccuracy >= foundAccuracy + CLEAR_GAIN;
        }

        /** Whether one of them is clearly better. */
        boolean isClear() {
            return Math.abs(foundAccuracy - ownAccuracy) >= CLEAR_GAIN;
        }

        /** The rate to take. */
        double best() {
            return isOwn() ? own : found;
        }
    }

    /** Epochs of a trial. */
    int epochs() {
        return Math.min(MOST_EPOCHS, settings.get(EPOCHS));
    }

    /** Tries two rates; the found one is lowered while nothing is learned with it. */
    Outcome compare(double found, double own) {
        double rate = found;
        double accuracy = accuracy(rate);
        double chance = 1.0 / network.outputs();
        for (int i = 0; i < MOST_LOWERED && accuracy < LEARNED * chance; i++) {
            rate /= LOWERED;
            accuracy = accuracy(rate);
        }
        return new Outcome(rate, accuracy, own, accuracy(own));
    }

    private double accuracy(double rate) {
        TrainerBuilder options = settings.trainer(network, Kernels.of(settings.get(KERNELS)))
                .optimizer(settings.optimizer(rate))
                .patience(0)
                .keepBest(false);
        data.normalize(options);
        try (Trainer trainer = options.build()) {
            trainer.fit(learned, epochs());
            return trainer.evaluate(judged).accuracy();
        } catch (TrainingException e) {
            return 0;
        }
    }
}
