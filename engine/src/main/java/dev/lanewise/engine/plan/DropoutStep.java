package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;

/**
 * Dropout in training, in place: each value times 0 or 1/(1 − rate), which is also its derivative. A value
 * is dropped where 24 random bits are below the rate; they are mixed from a key of (seed, epoch, layer,
 * sample) and the value's index in its sample, so that they depend neither on the layout nor on threads.
 */
final class DropoutStep implements SecondOrderStep {
    private static final int BITS = 24;
    private static final int GOLDEN = 0x9E37_79B9;

    private final Backend kernels;
    private final Maps maps;
    private final int layer;
    private final int threshold;
    private final float scale;
    private final float[] factors;
    private final int[] keys;

    /**
     * Allocates.
     *
     * @param layer index of the layer in its network
     */
    DropoutStep(float rate, int layer, Backend kernels, Maps maps) {
        this.kernels = kernels;
        this.maps = maps;
        this.layer = layer;
        this.threshold = threshold(rate);
        this.scale = (float) (1 / (1 - (double) rate));
        this.factors = new float[maps.values.length];
        this.keys = new int[maps.stored.lanes()];
    }

    static int threshold(float rate) {
        return Math.round(rate * (1 << BITS));
    }

    /** Whether a value stays; the mixing function is lowbias32 by Wellons (2018). */
    static boolean keeps(int key, int index, int threshold) {
        int h = key + index * GOLDEN;
        h = (h ^ (h >>> 16)) * 0x7FEB_352D;
        h = (h ^ (h >>> 15)) * 0x846C_A68B;
        return (h ^ (h >>> 16)) >>> (Integer.SIZE - BITS) >= threshold;
    }

    @Override
    public void forward(Pass pass) {
        for (int lane = 0; lane < keys.length; lane++) {
            keys[lane] = pass.key(layer, lane);
        }
        int index = 0;
        for (int c = 0; c < maps.inside.channels(); c++) {
            for (int row = 0; row < maps.inside.height(); row++) {
                int at = maps.row(c, row);
                for (int column = 0; column < maps.inside.width(); column++) {
                    for (int key : keys) {
                        factors[at++] = keeps(key, index, threshold) ? scale : 0f;
                    }
                    index++;
                }
            }
        }
        kernels.multiply(factors, maps.values, 0, factors.length);
    }

    @Override
    public void backward(Pass pass) {
        kernels.multiply(factors, maps.gradient, 0, factors.length);
    }

    @Override
    public void curvature(Pass pass, float[] rest) {
        kernels.multiply(factors, factors, 0, factors.length);
        backward(pass);
    }
}
