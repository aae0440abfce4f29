package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.ChannelAffine;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.backend.MapSum;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementwise sums and products over whole vectors; a method that returns a number did so many
 * elements.
 */
final class VectorArithmetic {
    /** Rows of one image are short: DS-CNN's have 5 values. */
    private static final VectorSpecies<Float> SHORT = FloatVector.SPECIES_128;

    private VectorArithmetic() {}

    static int multiply(float[] x, float[] y, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, Math.min(x.length, y.length));
        int bound = SPECIES.loopBound(length);
        for (int i = 0; i < bound; i += LENGTH) {
            FloatVector.fromArray(SPECIES, y, offset + i)
                    .mul(FloatVector.fromArray(SPECIES, x, offset + i))
                    .intoArray(y, offset + i);
        }
        return bound;
    }

    static int affine(float scale, float shift, float[] x, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, x.length);
        int bound = SPECIES.loopBound(length);
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        FloatVector summand = FloatVector.broadcast(SPECIES, shift);
        for (int i = 0; i < bound; i += LENGTH) {
            factor.fma(FloatVector.fromArray(SPECIES, x, offset + i), summand)
                    .intoArray(x, offset + i);
        }
        return bound;
    }

    /**
     * One map; all of it, the ends of rows in short vectors, then value by value: masked stores were
     * slower.
     */
    static void affine(ChannelAffine maps, float scale, float shift, float[] x, int xOffset,
            float[] y, int yOffset) {
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        FloatVector summand = FloatVector.broadcast(SPECIES, shift);
        float least = maps.rectified() ? 0 : Float.NEGATIVE_INFINITY;
        FloatVector shortFactor = FloatVector.broadcast(SHORT, scale);
        FloatVector shortSummand = FloatVector.broadcast(SHORT, shift);
        int length = maps.rowLength();
        int bound = SPECIES.loopBound(length);
        int shortBound = SHORT.loopBound(length);
        for (int row = 0; row < maps.rows(); row++) {
            int from = xOffset + row * maps.in().rowStride();
            int to = yOffset + row * maps.out().rowStride();
            for (int i = 0; i < bound; i += LENGTH) {
                factor.fma(FloatVector.fromArray(SPECIES, x, from + i), summand)
                        .max(least)
                        .intoArray(y, to + i);
            }
            for (int i = bound; i < shortBound; i += SHORT.length()) {
                shortFactor.fma(FloatVector.fromArray(SHORT, x, from + i), shortSummand)
                        .max(least)
                        .intoArray(y, to + i);
            }
            for (int i = shortBound; i < length; i++) {
                y[to + i] = Math.max(Fma.of(scale, x[from + i], shift), least);
            }
        }
    }

    /** Ends sums of a map that lie one behind the other. */
    static void end(Epilogue end, int map, float[] y, int offset, int length) {
        FloatVector least = FloatVector.broadcast(SPECIES, end.least());
        float scale = end.scale(map);
        float shift = end.shift(map);
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        FloatVector summand = FloatVector.broadcast(SPECIES, shift);
        int bound = SPECIES.loopBound(length);
        for (int i = 0; i < bound; i += LENGTH) {
            FloatVector value = factor.fma(FloatVector.fromArray(SPECIES, y, offset + i), summand);
            value.blend(least, value.compare(VectorOperators.LE, least)).intoArray(y, offset + i);
        }
        for (int i = bound; i < length; i++) {
            y[offset + i] = Math.max(Fma.of(scale, y[offset + i], shift), end.least());
        }
    }

    /**
     * Ends the same number of sums of some maps.
     *
     * @param map the first map
     * @param step floats from a map's sums to those of the next
     */
    static void endRows(Epilogue end, int map, int maps, int length, float[] y, int offset,
            int step) {
        for (int i = 0; i < maps; i++) {
            end(end, map + i, y, offset + i * step, length);
        }
    }

    /**
     * Ends sums that lie channel by channel.
     *
     * @param map the first channel
     * @param width floats from position to position; channels beyond the last end by anything
     * @param y {@code [position][channel]}; modified
     */
    static void endChannels(Epilogue end, int map, int width, float[] y, int positions) {
        FloatVector least = FloatVector.broadcast(SPECIES, end.least());
        int from = end.first() + map;
        int whole = Math.min(width, end.scales().length - from) / LENGTH * LENGTH;
        for (int c = 0; c < whole; c += LENGTH) {
            FloatVector factor = FloatVector.fromArray(SPECIES, end.scales(), from + c);
            FloatVector summand = FloatVector.fromArray(SPECIES, end.shifts(), from + c);
            for (int p = 0; p < positions; p++) {
                int at = p * width + c;
                FloatVector value = factor.fma(FloatVector.fromArray(SPECIES, y, at), summand);
                value.blend(least, value.compare(VectorOperators.LE, least)).intoArray(y, at);
            }
        }
        for (int c = whole; c < Math.min(width, end.scales().length - from); c++) {
            for (int p = 0; p < positions; p++) {
                int at = p * width + c;
                float value = Fma.of(end.scales()[from + c], y[at], end.shifts()[from + c]);
                y[at] = Math.max(value, end.least());
            }
        }
    }

    /** The sum of two maps; all of it, as {@link #affine}. */
    static void add(MapSum maps, float[] a, int aOffset, float[] b, int bOffset, float[] y,
            int yOffset) {
        float least = maps.rectified() ? 0 : Float.NEGATIVE_INFINITY;
        int length = maps.rowLength();
        int bound = SPECIES.loopBound(length);
        int shortBound = SHORT.loopBound(length);
        for (int row = 0; row < maps.rows(); row++) {
            int first = aOffset + row * maps.first().rowStride();
            int second = bOffset + row * maps.second().rowStride();
            int to = yOffset + row * maps.out().rowStride();
            for (int i = 0; i < bound; i += LENGTH) {
                FloatVector.fromArray(SPECIES, a, first + i)
                        .add(FloatVector.fromArray(SPECIES, b, second + i))
                        .max(least)
                        .intoArray(y, to + i);
            }
            for (int i = bound; i < shortBound; i += SHORT.length()) {
                FloatVector.fromArray(SHORT, a, first + i)
                        .add(FloatVector.fromArray(SHORT, b, second + i))
                        .max(least)
                        .intoArray(y, to + i);
            }
            for (int i = shortBound; i < length; i++) {
                y[to + i] = Math.max(a[first + i] + b[second + i], least);
            }
        }
    }

    /** Elements in whole vectors if they are finite, else 0. A finite number times 0 is 0. */
    static int finite(float[] x, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, x.length);
        int bound = SPECIES.loopBound(length);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector sum = zero;
        for (int i = 0; i < bound; i += LENGTH) {
            sum = FloatVector.fromArray(SPECIES, x, offset + i).fma(zero, sum);
        }
        return sum.compare(VectorOperators.EQ, 0f).allTrue() ? bound : 0;
    }

    static int add(float[] x, int xOffset, float[] y, int yOffset, int length) {
        Objects.checkFromIndexSize(xOffset, length, x.length);
        Objects.checkFromIndexSize(yOffset, length, y.length);
        int bound = SPECIES.loopBound(length);
        for (int i = 0; i < bound; i += LENGTH) {
            FloatVector.fromArray(SPECIES, y, yOffset + i)
                    .add(FloatVector.fromArray(SPECIES, x, xOffset + i))
                    .intoArray(y, yOffset + i);
        }
        return bound;
    }
}
