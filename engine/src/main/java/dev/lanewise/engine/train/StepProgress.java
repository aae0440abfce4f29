package dev.lanewise.engine.train;

/**
 * Where a run is. One object belongs to one call of {@link Trainer#fit} and changes with every step;
 * read it on the thread that trains.
 */
public final class StepProgress {
    private static final double NANOS = 1e9;
    private final int firstEpoch;
    private final int epochs;
    private final int steps;
    private int epoch;
    private int step;
    private long images;
    private long correct;
    private double lossSum;
    private double learningRate;
    private long nanos;

    StepProgress(int firstEpoch, int epochs, int steps) {
        this.firstEpoch = firstEpoch;
        this.epochs = epochs;
        this.steps = steps;
        this.epoch = firstEpoch - 1;
    }

    /** What {@link #text} wrote. */
    static StepProgress parse(String text) {
        String[] parts = text.split(" ", -1);
        StepProgress progress = new StepProgress(Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        progress.epoch = Integer.parseInt(parts[3]);
        progress.step = Integer.parseInt(parts[4]);
        progress.images = Long.parseLong(parts[5]);
        progress.correct = Long.parseLong(parts[6]);
        progress.lossSum = Double.parseDouble(parts[7]);
        progress.learningRate = Double.parseDouble(parts[8]);
        progress.nanos = Long.parseLong(parts[9]);
        return progress;
    }

    /** All numbers, divided by blanks. */
    String text() {
        return firstEpoch + " " + epochs + " " + steps + " " + epoch + " " + step + " " + images
                + " " + correct + " " + lossSum + " " + learningRate + " " + nanos;
    }

    StepProgress copy() {
        StepProgress copy = new StepProgress(firstEpoch, epochs, steps);
        copy.epoch = epoch;
        copy.step = step;
        copy.images = images;
        copy.correct = correct;
        copy.lossSum = lossSum;
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
        nanos = 0;
    }

    void add(int count, double loss, int right, double rate, long time) {
        step++;
        images += count;
        lossSum += loss;
        correct += right;
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

    /** Number of the epoch, from 1, counted over all training of a trainer. */
    public int epoch() {
        return epoch;
    }

    /** Number of the last epoch. */
    public int epochs() {
        return epochs;
    }

    /** Steps done in this epoch. */
    public int step() {
        return step;
    }

    /** Steps of an epoch. */
    public int steps() {
        return steps;
    }

    /** Samples trained in this epoch. */
    public long images() {
        return images;
    }

    /** Mean loss of the epoch so far. */
    public double loss() {
        return images == 0 ? 0 : lossSum / images;
    }

    /** Training accuracy of the epoch so far. */
    public double accuracy() {
        return images == 0 ? 0 : (double) correct / images;
    }

    /** Learning rate of the last step. */
    public double learningRate() {
        return learningRate;
    }

    /** Seconds of training in this epoch. */
    public double seconds() {
        return nanos / NANOS;
    }

    /** Samples trained a second in this epoch. */
    public double imagesPerSecond() {
        return nanos == 0 ? 0 : images * NANOS / nanos;
    }
}
