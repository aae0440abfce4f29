package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.MapShape;

/**
 * Where maps of one image go that are made position by position, some channels side by side: they are
 * transposed into the output, or where it has gaps or is smaller than a block, beside it first.
 */
final class TransposedMaps {
    /** Side of a block that is transposed in registers. */
    private static final int BLOCK = 16;

    private final Backend kernels;
    private final MapShape out;
    private final boolean direct;
    private final int pitch;
    private final float[] maps;
    private final ImageRows rows;

    /**
     * Prepares them.
     *
     * @param channels most channels side by side
     */
    TransposedMaps(MapShape out, int channels, Backend kernels) {
        int positions = out.height() * out.width();
        this.kernels = kernels;
        this.out = out;
        this.direct = out.hasWholeRows() && positions >= BLOCK;
        this.pitch = Math.max(positions, BLOCK);
        this.maps = new float[direct ? 0 : channels * pitch + Lanes.LENGTH];
        this.rows = new ImageRows(out, out.width(), pitch);
    }

    /** Whether an array can hold them. */
    static boolean fits(int channels, int positions) {
        return (long) channels * Math.max(positions, BLOCK) <= Integer.MAX_VALUE - Lanes.LENGTH;
    }

    /** Positions of which an array must have rows, if not so many are made: a block. */
    static int rows(int positions) {
        return Math.max(positions, BLOCK);
    }

    /**
     * Takes positions.
     *
     * @param first the first channel
     * @param channels how many
     * @param position the first position
     * @param count how many
     * @param panel {@code [position][channel]}
     * @param width floats from position to position there
     */
    void put(int first, int channels, int position, int count, float[] panel, int width, float[] y,
            int yOffset) {
        if (direct) {
            kernels.transpose(count, channels, panel, 0, width, y,
                    yOffset + first * out.channelStride() + position, out.channelStride());
        } else {
            int block = Math.max(count, Math.min(BLOCK, pitch - position));
            kernels.transpose(block, channels, panel, 0, width, maps, position, pitch);
        }
    }

    /** Brings channels of which all positions were put to their place. */
    void finish(int first, int channels, float[] y, int yOffset) {
        if (!direct) {
            rows.copy(channels, maps, 0, y, yOffset + first * out.channelStride());
        }
    }
}
