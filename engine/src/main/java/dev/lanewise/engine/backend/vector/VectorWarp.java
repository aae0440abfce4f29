package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.Warp;
import dev.lanewise.engine.backend.WarpShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Warp} in three passes over the pixels: vectors make the places, whole and fractional part
 * apart; plain code fetches the four neighbours of each pixel; vectors interpolate. The lanes run over
 * the pixels of the map, whose number is rounded up to whole vectors.
 *
 * <p>Gathers in place of the second pass were a fifth faster with AVX-512, but a machine without
 * them would make an object of every vector.
 */
final class VectorWarp implements Warp {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED
            .withShape(SPECIES.vectorShape());

    private final WarpShape shape;
    private final float[] image;
    private final float[] columns;
    private final float[] rows;
    private final int[] index;
    private final float[] p;
    private final float[] q;
    private final float[][] corners;

    VectorWarp(WarpShape shape) {
        int length = shape.padded();
        this.shape = shape;
        this.image = shape.bordered();
        this.columns = new float[length];
        this.rows = new float[length];
        for (int i = 0; i < shape.pixels(); i++) {
            int row = i / shape.width();
            columns[i] = i - row * shape.width();
            rows[i] = row;
        }
        this.index = new int[length];
        this.p = new float[length];
        this.q = new float[length];
        this.corners = new float[4][length];
    }

    @Override
    public WarpShape shape() {
        return shape;
    }

    @Override
    public void run(float[] x, int xOffset, float[] map, float strength, float[] displacement,
            float[] y, int yOffset) {
        Objects.checkFromIndexSize(0, COEFFICIENTS, map.length);
        Objects.checkFromIndexSize(0, 2 * columns.length, displacement.length);
        Objects.checkFromIndexSize(yOffset, shape.pixels(), y.length);
        shape.copyInto(image, x, xOffset);
        places(map, strength, displacement);
        fetch(image, index, corners[0], 0);
        fetch(image, index, corners[1], 1);
        fetch(image, index, corners[2], shape.stride());
        fetch(image, index, corners[3], shape.stride() + 1);
        interpolate(corners[0], corners[1], corners[2], corners[3]);
        System.arraycopy(p, 0, y, yOffset, shape.pixels());
    }

    private void places(float[] map, float strength, float[] displacement) {
        int length = columns.length;
        float right = shape.width();
        float bottom = shape.height();
        FloatVector a = FloatVector.broadcast(SPECIES, map[0]);
        FloatVector b = FloatVector.broadcast(SPECIES, map[1]);
        FloatVector d = FloatVector.broadcast(SPECIES, map[3]);
        FloatVector e = FloatVector.broadcast(SPECIES, map[4]);
        FloatVector s = FloatVector.broadcast(SPECIES, strength);
        for (int i = 0; i < length; i += LENGTH) {
            FloatVector column = FloatVector.fromArray(SPECIES, columns, i);
            FloatVector row = FloatVector.fromArray(SPECIES, rows, i);
            FloatVector u = FloatVector.fromArray(SPECIES, displacement, i)
                    .fma(s, column.fma(a, row.fma(b, FloatVector.broadcast(SPECIES, map[2]))))
                    .max(-1f)
                    .min(right)
                    .add(1f);
            FloatVector v = FloatVector.fromArray(SPECIES, displacement, length + i)
                    .fma(s, column.fma(d, row.fma(e, FloatVector.broadcast(SPECIES, map[5]))))
                    .max(-1f)
                    .min(bottom)
                    .add(1f);
            IntVector left = (IntVector) u.convertShape(VectorOperators.F2I, INTS, 0);
            IntVector top = (IntVector) v.convertShape(VectorOperators.F2I, INTS, 0);
            u.sub((FloatVector) left.convertShape(VectorOperators.I2F, SPECIES, 0))
                    .intoArray(p, i);
            v.sub((FloatVector) top.convertShape(VectorOperators.I2F, SPECIES, 0))
                    .intoArray(q, i);
            top.mul(shape.stride()).add(left).intoArray(index, i);
        }
    }

    private static void fetch(float[] image, int[] index, float[] corner, int offset) {
        for (int i = 0; i < corner.length; i++) {
            corner[i] = image[index[i] + offset];
        }
    }

    /** Leaves the values where p was. */
    private void interpolate(float[] x00, float[] x01, float[] x10, float[] x11) {
        for (int i = 0; i < columns.length; i += LENGTH) {
            FloatVector fraction = FloatVector.fromArray(SPECIES, p, i);
            FloatVector topLeft = FloatVector.fromArray(SPECIES, x00, i);
            FloatVector bottomLeft = FloatVector.fromArray(SPECIES, x10, i);
            FloatVector t = FloatVector.fromArray(SPECIES, x01, i)
                    .sub(topLeft)
                    .fma(fraction, topLeft);
            FloatVector s = FloatVector.fromArray(SPECIES, x11, i)
                    .sub(bottomLeft)
                    .fma(fraction, bottomLeft);
            s.sub(t).fma(FloatVector.fromArray(SPECIES, q, i), t).intoArray(p, i);
        }
    }
}
