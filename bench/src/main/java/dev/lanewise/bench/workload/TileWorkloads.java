package dev.lanewise.bench.workload;

import dev.lanewise.engine.backend.ActivationFunction;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.Elementwise;
import dev.lanewise.engine.backend.Warp;
import dev.lanewise.engine.backend.WarpShape;
import java.util.Locale;
import java.util.Random;

/** Kernels that pass once over the values of a tile of 16 images. */
public final class TileWorkloads {
    /** Operations of the engine's exponential: one polynomial in fma form. */
    private static final int EXP_FLOPS = 20;
    /** Besides the exponential: the shift, the sum, the quotient, the target and the scale. */
    private static final int CROSS_ENTROPY_FLOPS = EXP_FLOPS + 5;
    private static final int CLASSES = 10;
    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;
    /** Three fma and three steps for each coordinate, its fraction, and three differences and fma. */
    private static final int WARP_FLOPS = 2 * (6 + 3 + 1) + 9;
    /** About 10°, about the centre. */
    private static final float[] TURN = {0.985f, -0.174f, 2.55f, 0.174f, 0.985f, -2.15f};
    /** The maps behind the first pooling, on which LeNet's first activation works. */
    private static final int ACTIVATIONS = 6 * 14 * 14 * Backend.TILE;
    private static final String ACTIVATIONS_SHAPE = "6×14×14×" + Backend.TILE;
    private static final long SEED = 11;

    private TileWorkloads() {}

    /** An activation and its slope, as training wants them. */
    public static Workload activation(ActivationFunction function) {
        return Workload.kernel(function.name().toLowerCase(Locale.ROOT), ACTIVATIONS_SHAPE,
                (long) function.flops() * ACTIVATIONS, Workload.bytesOf(3L * ACTIVATIONS),
                kernels -> {
                    float[] x = SyntheticData.floats(ACTIVATIONS);
                    float[] y = new float[ACTIVATIONS];
                    float[] slope = new float[ACTIVATIONS];
                    Elementwise f = new Elementwise(function, -1, 1);
                    return Task.of(y,
                            () -> kernels.activate(f, x, y, slope, 0, ACTIVATIONS));
                });
    }

    /** The gradient of any activation: times the slope, in place. */
    public static Workload activationGradient() {
        return Workload.kernel("slope dX", ACTIVATIONS_SHAPE, ACTIVATIONS,
                Workload.bytesOf(3L * ACTIVATIONS), kernels -> {
                    // Slopes of ±1: a gradient that shrinks with every run would become denormal.
                    float[] slope = new float[ACTIVATIONS];
                    Random random = new Random(SEED);
                    for (int i = 0; i < slope.length; i++) {
                        slope[i] = random.nextBoolean() ? 1 : -1;
                    }
                    float[] gradient = SyntheticData.floats(ACTIVATIONS);
                    return Task.of(gradient,
                            () -> kernels.multiply(slope, gradient, 0, ACTIVATIONS));
                });
    }

    /** The gradient of softmax with cross-entropy on a tile's logits. */
    public static Workload softmaxCrossEntropy() {
        int logits = CLASSES * Backend.TILE;
        CrossEntropy loss = new CrossEntropy(CLASSES, Backend.TILE, 0f);
        return Workload.kernel("softmax loss", CLASSES + "×" + Backend.TILE,
                (long) CROSS_ENTROPY_FLOPS * logits, Workload.bytesOf(2L * logits + Backend.TILE),
                kernels -> {
                    float[] z = SyntheticData.floats(logits);
                    float[] labels = new float[Backend.TILE];
                    for (int lane = 0; lane < labels.length; lane++) {
                        labels[lane] = lane % CLASSES;
                    }
                    float[] dz = new float[logits];
                    return Task.of(dz, () -> kernels.softmaxCrossEntropy(loss, z, 0, labels, 0,
                            1f / Backend.TILE, dz, 0));
                });
    }

    /** One image turned, sheared and displaced: what augmentation does to each, behind its random numbers. */
    public static Workload warp() {
        WarpShape shape = new WarpShape(SIDE, SIDE);
        return Workload.kernel("warp", SIDE + "×" + SIDE, (long) WARP_FLOPS * PIXELS,
                Workload.bytesOf(4L * PIXELS), kernels -> {
                    Warp warp = kernels.warp(shape);
                    float[] image = SyntheticData.floats(PIXELS);
                    float[] displacement = SyntheticData.floats(2 * shape.padded());
                    float[] result = new float[PIXELS];
                    return Task.of(result, () -> warp.run(image, 0, TURN, 1f, displacement, result,
                            0));
                });
    }

    /** 16 images, one after the other, made to a tile: the transpose behind every load. */
    public static Workload transpose() {
        int values = PIXELS * Backend.TILE;
        return Workload.kernel("transpose", Backend.TILE + "×" + PIXELS, 0,
                Workload.bytesOf(2L * values), kernels -> {
                    float[] images = SyntheticData.floats(values);
                    float[] tile = new float[values];
                    return Task.of(tile, () -> kernels.transpose(Backend.TILE, PIXELS, images, 0,
                            PIXELS, tile, 0, Backend.TILE));
                });
    }
}
