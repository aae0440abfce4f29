package dev.lanewise.engine.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a plan are given for one tile. Belongs to its plan, which sets it before a pass:
 * made once, so that a pass allocates nothing.
 */
final class Pass {
    private static final float[] NONE = new float[0];
    private final int lanes;
    private float[] parameters = NONE;
    private int images;
    private int tile;
    private @Nullable BatchGradient sums;

    Pass(int lanes) {
        this.lanes = lanes;
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
    float[] parameters() {
        return parameters;
    }

    /** Images in the tile; the lanes beyond them hold nothing that counts. */
    int images() {
        return images;
    }

    /** Images that a tile has room for. */
    int lanes() {
        return lanes;
    }

    /** Index of the tile in its batch. */
    int tile() {
        return tile;
    }

    /** The batch's sums, in training. */
    BatchGradient sums() {
        return Objects.requireNonNull(sums, "a batch for the tile");
    }
}
