package dev.lanewise.engine.train;

import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Quoted;
import java.util.regex.Pattern;

/**
 * Where a run is. One object belongs to one call of {@link Trainer#fit} and changes with every step;
 * read it on the thread that trains.
 *
 * @since 0.1.0
 */
public final class StepProgress {
    private static final double NANOS = 1e9;
    /** As many digits as fit into a long with any value. */
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private final int firstEpoch;
    private final int epochs;
    private final int steps;
    private int epoch;
    private int step;
    private long images;
    private long correct;
    private double lossSum;
    /** What the samples count together. */
    private double weight;
    /** Samples that have a class and so can be right. */
    private long judged;
    private double learningRate;
    private long nanos;

    StepProgress(int firstEpoch, int epochs, int steps) {
        this.firstEpoch = firstEpoch;
        this.epochs = epochs;
        this.steps = steps;
        this.epoch = firstEpoch - 1;
    }

    /** What {@link #attributes} made; {@link #check} tells whether it can be. */
    static StepProgress of(Attributes numbers) {
        StepProgress progress = new StepProgress(count(numbers.value("firstEpoch")),
                count(numbers.value("epochs")), count(numbers.value("steps")));
        progress.epoch = count(numbers.value("epoch"));
        progress.step = count(numbers.value("step"));
        progress.images = whole(numbers.value("images"));
        progress.correct = whole(numbers.value("correct"));
        progress.lossSum = number(numbers.value("lossSum"));
        String images = Long.toString(progress.images);
        progress.weight = number(numbers.value("weight", images));
        progress.judged = whole(numbers.value("judged", images));
        progress.learningRate = number(numbers.value("learningRate"));
        progress.nanos = whole(numbers.value("nanos"));
        if (!numbers.equals(progress.attributes())) {
            throw new IllegalArgumentException("its progress must be "
                    + progress.attributes() + ", not " + Quoted.of(numbers.toString()));
        }
        return progress;
    }

    /** A whole number of at least 0. */
    static long whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "its numbers must be whole and at least 0, not " + Quoted.of(text));
        }
        return Long.parseLong(text);
    }

    /** A whole number of at least 0 that counts epochs, steps or values. */
    static int count(String text) {
        long value = whole(text);
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("its counts must be at most " + Integer.MAX_VALUE
                    + ", not " + text);
        }
        return (int) value;
    }

    /** A finite number. */
    static double number(String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "its numbers must be finite, not " + Quoted.of(text));
        }
        return value;
    }

    /**
     * Refuses a place that no training comes to.
     *
     * @param done number of the last epoch that ended
     */
    void check(int done) {
        boolean begun = epoch >= firstEpoch;
        boolean possible = firstEpoch >= 1 && epochs >= firstEpoch && steps >= 1
                && epoch >= firstEpoch - 1 && epoch <= epochs && step <= steps
                && (begun ? done == epoch - 1 || (done == epoch && step == steps)
                        : done == epoch && step == 0)
                && correct <= judged && judged <= images && weight >= 0 && learningRate >= 0;
        if (!possible) {
            throw new IllegalArgumentException("its progress must be a place within its epochs"
                    + " and steps, not " + attributes() + " after epoch " + done);
        }
    }

    /** All numbers by name. */
    Attributes attributes() {
        return Attributes.of("Progress")
                .with("firstEpoch", firstEpoch)
                .with("epochs", epochs)
                .with("steps", steps)
                .with("epoch", epoch)
                .with("step", step)
                .with("images", images)
                .with("correct", correct)
                .with("lossSum", lossSum)
                .with("learningRate", learningRate)
                .with("nanos", nanos)
                .with("weight", weight, (double) images)
                .with("judged", judged, images);
    }

    StepProgress copy() {
        StepProgress copy = new StepProgress(firstEpoch, epochs, steps);
        copy.epoch = epoch;
        copy.step = step;
        copy.images = images;
        copy.correct = correct;
        copy.lossSum = lossSum;
        copy.weight = weight;
        copy.judged = judged;
        copy.learningRate = learningRate;
        copy.nanos = nanos;
        return copy;
    }

    int firstEpoch() {
        return firstEpoch;
    }

    void beginEpoch(int number) {
        epoch = number;
        step = 0;
        images = 0;
        correct = 0;
        lossSum = 0;
        weight = 0;
        judged = 0;
        nanos = 0;
    }

    /** Adds a step on so many samples. */
    void add(int count, StepSums sums, double rate, long time) {
        step++;
        images += count;
        lossSum += sums.plainLoss();
        weight += sums.weight();
        correct += sums.correct();
        judged += sums.judged();
        learningRate = rate;
        nanos += time;
    }

    /** Steps done since the call began. */
    long stepsDone() {
        return ((long) epoch - firstEpoch) * steps + step;
    }

    /** Steps of the call. */
    long allSteps() {
        return (epochs - firstEpoch + 1L) * steps;
    }

    /** {@return the number of the epoch, from 1, counted over all training of a trainer} */
    public int epoch() {
        return epoch;
    }

    /** {@return the number of the last epoch} */
    public int epochs() {
        return epochs;
    }

    /** {@return the steps done in this epoch} */
    public int step() {
        return step;
    }

    /** {@return the steps of an epoch} */
    public int steps() {
        return steps;
    }

    /** {@return the samples trained in this epoch} */
    public long images() {
        return images;
    }

    /** {@return the mean loss of the epoch so far, as an evaluation measures it} */
    public double loss() {
        return weight == 0 ? 0 : lossSum / weight;
    }

    /** {@return the training accuracy of the epoch so far; NaN where no sample has a class} */
    public double accuracy() {
        return images == 0 ? 0 : (double) correct / judged;
    }

    /** {@return the learning rate of the last step} */
    public double learningRate() {
        return learningRate;
    }

    /** {@return the seconds of training in this epoch} */
    public double seconds() {
        return nanos / NANOS;
    }

    /** {@return the samples trained a second in this epoch} */
    public double imagesPerSecond() {
        return nanos == 0 ? 0 : images * NANOS / nanos;
    }
}
