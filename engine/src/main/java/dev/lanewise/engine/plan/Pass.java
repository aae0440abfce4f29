package dev.lanewise.engine.plan;

import dev.lanewise.engine.random.CounterRandom;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a plan are given for one tile. Belongs to its plan, which sets it before a pass:
 * made once, so that a pass allocates nothing.
 */
public final class Pass {
    private static final float[] NONE = new float[0];
    private final int lanes;
    private float[] parameters = NONE;
    private int images;
    private int tile;
    private @Nullable BatchGradient sums;
    private CounterRandom random = new CounterRandom(0, CounterRandom.Purpose.DROPOUT, 0);
    private final int[] samples;

    Pass(int lanes) {
        this.lanes = lanes;
        this.samples = new int[lanes];
        Arrays.setAll(samples, lane -> lane);
    }

    void setSamples(CounterRandom stream, int[] order, int from, int count) {
        random = stream;
        System.arraycopy(order, from, samples, 0, count);
    }

    void setParameters(float[] values) {
        parameters = values;
    }

    void setImages(int count) {
        images = count;
    }

    void setTile(BatchGradient sink, int index) {
        sums = sink;
        tile = index;
    }

    /** The network's parameters; only read. In a pass of second derivatives their squares. */
    public float[] parameters() {
        return parameters;
    }

    /** Images in the tile; the lanes beyond them hold nothing that counts. */
    public int images() {
        return images;
    }

    /** Images that a tile has room for. */
    public int lanes() {
        return lanes;
    }

    /** Index of the tile in its batch. */
    public int tile() {
        return tile;
    }

    /** A random number for a layer and the sample in a lane, in this epoch. */
    int key(int layer, int lane) {
        return (int) random.bits(((long) layer << Integer.SIZE) + samples[lane]);
    }

    /** The batch's sums, in training. */
    public BatchGradient sums() {
        return Objects.requireNonNull(sums, "a batch for the tile");
    }
}
