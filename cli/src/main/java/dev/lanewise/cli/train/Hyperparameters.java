package dev.lanewise.cli.train;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.train.TrainerBuilder;

/**
 * All that a recipe decides; each value can be overridden by its option.
 *
 * @param network the network
 * @param activation its activation
 * @param initializer distribution of the first weights
 * @param optimizer the optimizer
 * @param schedule the learning-rate schedule
 * @param batches epochs and batches
 * @param regularization augmentation, damage, non-digits, label smoothing, weight averaging, early end
 * @param validation what the model is validated on
 */
public record Hyperparameters(NetworkKind network, Activation activation, Initializer initializer,
        OptimizerSettings optimizer, ScheduleSettings schedule, BatchSettings batches,
        Regularization regularization, Validation validation) {
    private static final int DIGITS = 6;

    /** Gives a trainer of the network these values. */
    TrainerBuilder trainer(TrainerBuilder trainer) {
        return network.prepare(trainer)
                .initializer(initializer)
                .optimizer(optimizer.toOptimizer())
                .schedule(schedule.toSchedule())
                .batchSize(batches.size())
                .dropLast(batches.dropLast())
                .augmentation(regularization.augmentation().toAugmentation())
                .corruption(regularization.corruption())
                .labelSmoothing(regularization.labelSmoothing())
                .ema(regularization.ema())
                .patience(regularization.patience())
                .keepBest(validation.part() != Validation.Part.TEST);
    }

    /** All values in words. */
    public String describe() {
        StringBuilder text = new StringBuilder(Choice.name(network))
                .append(' ')
                .append(Choice.name(activation))
                .append(", ")
                .append(Choice.name(initializer))
                .append(", ")
                .append(Choice.name(optimizer.kind()))
                .append(' ')
                .append(Numbers.significant(optimizer.learningRate(), DIGITS));
        append(text, optimizer.momentum(),
                optimizer.nesterov() ? " Nesterov momentum " : " momentum ");
        append(text, optimizer.weightDecay(), " weight decay ");
        text.append(", ").append(Choice.name(schedule.curve()));
        append(text, schedule.warmup(), " after warm-up ");
        if (regularization.augmentation() != AugmentationKind.NONE) {
            text.append(", augmentation ").append(Choice.name(regularization.augmentation()));
        }
        append(text, regularization.corruption(), ", corruption ");
        append(text, regularization.outliers(), ", outliers ");
        append(text, regularization.labelSmoothing(), ", label smoothing ");
        append(text, regularization.ema(), ", weight averaging ");
        append(text, regularization.patience(), ", patience ");
        return text.append(", batch ")
                .append(batches.size())
                .append(batches.dropLast() ? " dropping the last" : "")
                .append(", epochs ")
                .append(batches.epochs())
                .append(", validation ")
                .append(validation)
                .toString();
    }

    private static void append(StringBuilder text, Number value, String label) {
        if (value.doubleValue() != 0) {
            text.append(label).append(Numbers.significant(value.doubleValue(), DIGITS));
        }
    }
}
