package dev.lanewise.cli.train;

import dev.lanewise.cli.picture.Course;
import dev.lanewise.engine.train.StepProgress;
import java.util.ArrayList;
import java.util.List;

/** Means of the training loss and accuracy over neighbouring steps. A step allocates nothing. */
final class StepCourse implements RunReporter {
    private static final int MEANS = 200;

    private final double[] losses = new double[MEANS];
    private final double[] right = new double[MEANS];
    private final double[] images = new double[MEANS];
    private double lossBefore;
    private double rightBefore;
    private double imagesBefore;
    private int epoch;
    private int epochs;

    @Override
    public void onEpochStart(int number, int last, int steps) {
        epochs = last;
    }

    @Override
    public void onStep(StepProgress progress) {
        double trained = progress.images();
        double loss = progress.loss() * trained;
        double correct = progress.accuracy() * trained;
        boolean known = progress.epoch() == epoch;
        if (!known) {
            epoch = progress.epoch();
            lossBefore = 0;
            rightBefore = 0;
            imagesBefore = 0;
        }
        // The first step after a resume tells of all before it, too, in one.
        long step = (epoch - 1L) * progress.steps() + progress.step() - 1;
        int mean = (int) (step * MEANS / ((long) epochs * progress.steps()));
        if (known || progress.step() == 1) {
            losses[mean] += loss - lossBefore;
            right[mean] += correct - rightBefore;
            images[mean] += trained - imagesBefore;
        }
        lossBefore = loss;
        rightBefore = correct;
        imagesBefore = trained;
    }

    /** The means of those steps that were heard of, in order. */
    List<Course.StepMean> means() {
        List<Course.StepMean> means = new ArrayList<>();
        for (int i = 0; i < MEANS; i++) {
            if (images[i] > 0) {
                means.add(new Course.StepMean((i + 1.0) * epochs / MEANS, losses[i] / images[i],
                        right[i] / images[i]));
            }
        }
        return means;
    }
}
