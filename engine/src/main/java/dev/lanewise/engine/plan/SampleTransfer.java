package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.data.Normalization;
import java.util.Arrays;
import java.util.Objects;

/**
 * Brings samples into the lanes of a tile and out of them. Outside they lie one after the other, each in the
 * order channel, row, column. One of the maps' images is one lane.
 *
 * @param maps where the tile lies
 */
record SampleTransfer(Backend kernels, Maps maps) {

    private int lanes() {
        return maps.stored.lanes();
    }

    /** Values of a sample. */
    private int size() {
        MapShape inside = maps.inside;
        return inside.channels() * inside.height() * inside.width();
    }

    /** Where a row of the first sample lies, from its beginning. */
    private int index(int channel, int row) {
        return (channel * maps.inside.height() + row) * maps.inside.width();
    }

    private void check(float[] values, int offset, int count) {
        Objects.checkIndex(count, lanes() + 1);
        Objects.checkFromIndexSize(offset, count * size(), values.length);
    }

    /**
     * Normalizes samples into the first lanes; the lanes beyond them are set to 0.
     *
     * @param values raw values, from {@code offset}
     * @param count samples, at most as many as lanes
     */
    void load(float[] values, int offset, int count, Normalization normalization) {
        check(values, offset, count);
        if (count < lanes()) {
            Arrays.fill(maps.values, 0f);
        }
        MapShape inside = maps.inside;
        for (int c = 0; c < inside.channels(); c++) {
            for (int row = 0; row < inside.height(); row++) {
                int source = offset + index(c, row);
                int target = maps.row(c, row);
                if (count < lanes()) {
                    gather(values, source, count, normalization.scaleOf(c),
                            normalization.shiftOf(c), target);
                } else {
                    if (lanes() == 1) {
                        System.arraycopy(values, source, maps.values, target, inside.width());
                    } else {
                        kernels.transpose(lanes(), inside.width(), values, source, size(),
                                maps.values, target, lanes());
                    }
                    kernels.affine(normalization.scaleOf(c), normalization.shiftOf(c),
                            maps.values, target, inside.rowLength());
                }
            }
        }
    }

    /** One row of some samples; the other lanes stay 0. */
    private void gather(float[] values, int source, int count, float scale, float shift,
            int target) {
        for (int column = 0; column < maps.inside.width(); column++) {
            for (int lane = 0; lane < count; lane++) {
                maps.values[target + column * lanes() + lane] = Fma.of(scale,
                        values[lane * size() + source + column], shift);
            }
        }
    }

    /**
     * Copies the first lanes out.
     *
     * @param values receives the samples from {@code offset}
     * @param count samples, at most as many as lanes
     */
    void store(float[] values, int offset, int count) {
        check(values, offset, count);
        MapShape inside = maps.inside;
        for (int c = 0; c < inside.channels(); c++) {
            for (int row = 0; row < inside.height(); row++) {
                int source = maps.row(c, row);
                int target = offset + index(c, row);
                if (lanes() == 1) {
                    System.arraycopy(maps.values, source, values, target, inside.width());
                } else if (count == lanes()) {
                    kernels.transpose(inside.width(), lanes(), maps.values, source, lanes(), values,
                            target, size());
                } else {
                    scatter(source, count, values, target);
                }
            }
        }
    }

    private void scatter(int source, int count, float[] values, int target) {
        for (int column = 0; column < maps.inside.width(); column++) {
            for (int lane = 0; lane < count; lane++) {
                values[target + lane * size() + column] = maps.values[source + column * lanes()
                        + lane];
            }
        }
    }
}
