package dev.lanewise.engine.inference;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.plan.SampleReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    private final List<Metric> metrics;
    /** Kept if a metric needs them. */
    private final float[][] outputs;
    private final float[][] targets;

    /**
     * Begins one.
     *
     * @param loss for targets as the data have them
     * @param classes that the outputs tell apart
     * @param metrics what else is asked for
     */
    Judging(Dataset data, SampleReader reader, TileLoss loss, int classes, List<Metric> metrics,
            int workers) {
        this.metrics = metrics;
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
        int kept = metrics.isEmpty() ? 0 : actual.length;
        this.outputs = new float[kept][];
        this.targets = new float[kept][];
    }

    /** Notes what a tile's outputs are worth. */
    void note(int worker, int first, int count, float[] tile) {
        float[] tileTarget = tileTargets[worker];
        for (int lane = 0; lane < count; lane++) {
            int sample = first + lane;
            double weight = reader.weight(data, sample);
            double classWeight = 1;
            if (values > 0) {
                reader.target(data, sample, wanted[worker], 0);
                loss.target(sample, wanted[worker], 0, tileTarget, lane);
                keep(sample, tile, lane, wanted[worker].clone());
            } else {
                int label = reader.labelOrNone(data, sample);
                if (loss.ignores(label)) {
                    actual[sample] = LEFT_OUT;
                    continue;
                }
                actual[sample] = reader.label(data, sample);
                predicted[sample] = loss.argmax(tile, lane);
                loss.target(label, tileTarget, lane);
                classWeight = loss.weight(label);
                keep(sample, tile, lane, label);
            }
            losses[sample] = weight * loss.value(tile, tileTarget, lane);
            weights[sample] = weight * classWeight;
        }
    }

    private void keep(int sample, float[] tile, int lane, float... target) {
        if (!metrics.isEmpty()) {
            float[] own = new float[loss.outputs()];
            for (int i = 0; i < own.length; i++) {
                own[i] = tile[i * Backend.TILE + lane];
            }
            outputs[sample] = own;
            targets[sample] = target;
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
        int[] kept = Arrays.copyOf(used, count);
        Optional<ConfusionMatrix> confusion = values > 0 ? Optional.empty()
                : Optional.of(ConfusionMatrix.of(classes, chosen(actual, kept),
                        chosen(predicted, kept)));
        return Evaluation.of(weight == 0 ? 0 : sum / weight, count, confusion, metrics,
                metrics.isEmpty() ? outputs : chosen(outputs, kept),
                metrics.isEmpty() ? targets : chosen(targets, kept));
    }

    private static int[] chosen(int[] all, int[] indices) {
        return Arrays.stream(indices).map(i -> all[i]).toArray();
    }

    private static float[][] chosen(float[][] all, int[] indices) {
        return Arrays.stream(indices).mapToObj(i -> all[i]).toArray(float[][]::new);
    }
}
