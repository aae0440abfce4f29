package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The engine's forward and backward pass over one batch on one thread, tile after tile, for tests
 * that look at logits, loss and gradient. Dropout draws as in the first epoch of a training with seed 0.
 */
public final class TrainingPass {
    private final Network network;
    /** One plan, or one a tile where tiles must be kept between phases. */
    private final Plan[] plans;
    private final BatchGradient gradient;
    private final int lanes;
    private float[][] logits = new float[0][];
    private double loss;

    /** A pass over batches of up to {@code most} images, {@code lanes} to a tile. */
    public TrainingPass(Network network, Backend kernels, int lanes, int most) {
        this.network = network;
        this.lanes = lanes;
        Plan plan = new Plan(network, kernels, lanes, Plan.Use.TRAINING);
        this.plans = new Plan[plan.phases() == 1 ? 1 : Math.ceilDiv(most, lanes)];
        Arrays.setAll(plans,
                i -> i == 0 ? plan : new Plan(network, kernels, lanes, Plan.Use.TRAINING));
        this.gradient = new BatchGradient(plan, most);
    }

    /** Runs a batch; the results are there until the next. */
    public void run(float[] parameters, float[][] images, int[] labels, double smoothing) {
        CrossEntropy entropy = new CrossEntropy(network.outputs(), lanes, smoothing);
        logits = new float[images.length][network.outputs()];
        loss = 0;
        over(parameters, images, labels, (tile, tileLabels) -> {
            Plan plan = plan(tile);
            int first = tile * lanes;
            for (int lane = 0; lane < Math.min(lanes, images.length - first); lane++) {
                loss += entropy.loss(plan.logits(), 0, lane, labels[first + lane]) / images.length;
                for (int c = 0; c < network.outputs(); c++) {
                    logits[first + lane][c] = plan.logits()[c * lanes + lane];
                }
            }
            plan.lossGradient(entropy, tileLabels, 1f / images.length);
            plan.backward(parameters, gradient, tile, plan.phases() - 1);
        });
    }

    private Plan plan(int tile) {
        return plans[plans.length == 1 ? 0 : tile];
    }

    /** The sum of a batch's second derivatives, with the logit of a rubbish class. */
    public float[] curvature(float[] parameters, float[][] images, int[] labels, float rubbish) {
        CrossEntropy entropy = new CrossEntropy(network.outputs(), lanes, 0, rubbish);
        float[] squares = parameters.clone();
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= squares[i];
        }
        over(parameters, images, labels,
                (tile, tileLabels) -> plan(tile).curvature(entropy, tileLabels,
                        ones(tileLabels.length), squares, gradient, tile));
        return gradient.flat();
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** What is done with a tile after the forward pass. */
    private interface Backward {
        void run(int tile, float[] tileLabels);
    }

    private void over(float[] parameters, float[][] images, int[] labels, Backward backward) {
        gradient.begin(images.length);
        for (int leaf = 0; leaf < gradient.leaves(images.length); leaf++) {
            gradient.beginLeaf(leaf);
        }
        int tiles = gradient.tiles(images.length);
        int last = plans[0].phases() - 1;
        for (int phase = 0; phase < last; phase++) {
            for (int tile = 0; tile < tiles; tile++) {
                if (phase == 0) {
                    load(images, tile);
                }
                plan(tile).forward(parameters, gradient, tile, phase);
            }
            gradient.finishForward(phase);
        }
        for (int tile = 0; tile < tiles; tile++) {
            if (last == 0) {
                load(images, tile);
            }
            plan(tile).forward(parameters, gradient, tile, last);
            backward.run(tile, labels(labels, tile));
        }
        for (int phase = last - 1; phase >= 0; phase--) {
            gradient.finishBackward(phase);
            for (int tile = 0; tile < tiles; tile++) {
                plan(tile).backward(parameters, gradient, tile, phase);
            }
        }
        for (int task = 0; task < gradient.tasks(); task++) {
            gradient.reduce(task);
        }
    }

    private void load(float[][] images, int tile) {
        int first = tile * lanes;
        int count = Math.min(lanes, images.length - first);
        plan(tile).load(together(images, first, count), count, Normalization.none());
        plan(tile).setSamples(new CounterRandom(0, CounterRandom.Purpose.DROPOUT, 1),
                IntStream.range(first, first + count).toArray(), 0, count);
    }

    private float[] labels(int[] labels, int tile) {
        float[] tileLabels = new float[lanes];
        Arrays.fill(tileLabels, -1f);
        for (int lane = 0; lane < Math.min(lanes, labels.length - tile * lanes); lane++) {
            tileLabels[lane] = labels[tile * lanes + lane];
        }
        return tileLabels;
    }

    private static float[] together(float[][] images, int first, int count) {
        float[] values = new float[count * images[first].length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(images[first + i], 0, values, i * images[first].length,
                    images[first].length);
        }
        return values;
    }

    /** The last batch's logits, {@code [image][class]}. */
    public float[][] logits() {
        return logits;
    }

    /** The last batch's mean loss. */
    public double loss() {
        return loss;
    }

    /** The last batch's gradient, in the order of the parameters; the next run overwrites it. */
    public float[] gradient() {
        return gradient.flat();
    }
}
