package dev.lanewise.engine.inference;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.plan.SampleReader;
import java.util.Arrays;
import java.util.Map;

/**
 * One evaluation of a data set: what is noted of each sample by any worker, and what is made of it in the
 * order of the samples.
 */
final class Judging {
    /** The label of a sample that is left out. */
    private static final int LEFT_OUT = -1;
    private final Dataset data;
    private final SampleReader reader;
    private final TileLoss loss;
    private final int classes;
    private final int values;
    private final float[][] tileTargets;
    private final float[][] wanted;
    private final int[] actual;
    private final int[] predicted;
    private final double[] losses;
    private final double[] weights;

    /**
     * Begins one.
     *
     * @param loss for targets as the data have them
     * @param classes that the outputs tell apart
     */
    Judging(Dataset data, SampleReader reader, TileLoss loss, int classes, int workers) {
        this.data = data;
        this.reader = reader;
        this.loss = loss;
        this.classes = classes;
        this.values = data.targets();
        this.tileTargets = new float[workers][loss.targets() * Backend.TILE];
        this.wanted = new float[workers][values];
        this.actual = new int[data.size()];
        this.predicted = new int[actual.length];
        this.losses = new double[actual.length];
        this.weights = new double[actual.length];
    }

    /** Notes what a tile's outputs are worth. */
    void note(int worker, int first, int count, float[] outputs) {
        float[] targets = tileTargets[worker];
        for (int lane = 0; lane < count; lane++) {
            int sample = first + lane;
            double weight = reader.weight(data, sample);
            if (values > 0) {
                reader.target(data, sample, wanted[worker], 0);
                loss.target(sample, wanted[worker], 0, targets, lane);
                losses[sample] = weight * loss.value(outputs, targets, lane);
                weights[sample] = weight;
                continue;
            }
            int label = reader.labelOrNone(data, sample);
            predicted[sample] = loss.argmax(outputs, lane);
            if (loss.ignores(label)) {
                actual[sample] = LEFT_OUT;
                continue;
            }
            actual[sample] = reader.label(data, sample);
            loss.target(label, targets, lane);
            losses[sample] = weight * loss.value(outputs, targets, lane);
            weights[sample] = weight * loss.weight(label);
        }
    }

    /** What it comes to. */
    Evaluation result() {
        double sum = 0;
        double weight = 0;
        int[] used = new int[actual.length];
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += losses[i];
            weight += weights[i];
            if (actual[i] != LEFT_OUT) {
                used[count++] = i;
            }
        }
        double mean = weight == 0 ? 0 : sum / weight;
        if (values > 0) {
            return Evaluation.of(mean, count, Map.of());
        }
        int[] kept = Arrays.copyOf(used, count);
        return Evaluation.of(mean, ConfusionMatrix.of(classes, chosen(actual, kept),
                chosen(predicted, kept)), Map.of());
    }

    private static int[] chosen(int[] all, int[] indices) {
        return Arrays.stream(indices).map(i -> all[i]).toArray();
    }
}
