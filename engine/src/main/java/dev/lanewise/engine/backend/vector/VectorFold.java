package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Folds 16 groups of 16 lanes at once. Groups that differ in one bit of their number share a vector
 * from then on: half of its lanes add up the one, half the other, so four steps of half as many
 * vectors each, 15 additions in all, leave one vector with the sum of group l in lane l. The order
 * of each sum is that of a fold by halves. For 512 bits.
 */
final class VectorFold {
    private static final int SIZE = 16;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

    private static final VectorMask<Float> BIT_8 = Blocks.lanesWithBit(8);
    private static final VectorMask<Float> BIT_4 = Blocks.lanesWithBit(4);
    private static final VectorMask<Float> BIT_2 = Blocks.lanesWithBit(2);
    private static final VectorMask<Float> BIT_1 = Blocks.lanesWithBit(1);
    private static final VectorShuffle<Float> SWAP_8 = VectorShuffle.fromOp(SPECIES,
            lane -> lane ^ 8);
    private static final VectorShuffle<Float> SWAP_4 = VectorShuffle.fromOp(SPECIES,
            lane -> lane ^ 4);
    private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(SPECIES,
            lane -> lane ^ 2);
    private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(SPECIES,
            lane -> lane ^ 1);

    private VectorFold() {}

    /** Folds as many of {@code count} groups as make whole blocks and returns how many. */
    static int fold(int count, float[] x, int xOffset, float[] y, int yOffset) {
        if (LENGTH != SIZE) {
            return 0;
        }
        Objects.checkFromIndexSize(xOffset, Math.multiplyExact(count, SIZE), x.length);
        Objects.checkFromIndexSize(yOffset, count, y.length);
        int done = count / SIZE * SIZE;
        for (int i = 0; i < done; i += SIZE) {
            block(x, xOffset + i * SIZE, y, yOffset + i);
        }
        return done;
    }

    private static void block(float[] x, int xi, float[] y, int yi) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, xi);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, xi + SIZE);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, xi + 2 * SIZE);
        FloatVector a3 = FloatVector.fromArray(SPECIES, x, xi + 3 * SIZE);
        FloatVector a4 = FloatVector.fromArray(SPECIES, x, xi + 4 * SIZE);
        FloatVector a5 = FloatVector.fromArray(SPECIES, x, xi + 5 * SIZE);
        FloatVector a6 = FloatVector.fromArray(SPECIES, x, xi + 6 * SIZE);
        FloatVector a7 = FloatVector.fromArray(SPECIES, x, xi + 7 * SIZE);
        FloatVector a8 = FloatVector.fromArray(SPECIES, x, xi + 8 * SIZE);
        FloatVector a9 = FloatVector.fromArray(SPECIES, x, xi + 9 * SIZE);
        FloatVector aa = FloatVector.fromArray(SPECIES, x, xi + 10 * SIZE);
        FloatVector ab = FloatVector.fromArray(SPECIES, x, xi + 11 * SIZE);
        FloatVector ac = FloatVector.fromArray(SPECIES, x, xi + 12 * SIZE);
        FloatVector ad = FloatVector.fromArray(SPECIES, x, xi + 13 * SIZE);
        FloatVector ae = FloatVector.fromArray(SPECIES, x, xi + 14 * SIZE);
        FloatVector af = FloatVector.fromArray(SPECIES, x, xi + 15 * SIZE);
        FloatVector b0 = a0.blend(a8, BIT_8).add(a8.blend(a0, BIT_8).rearrange(SWAP_8));
        FloatVector b1 = a1.blend(a9, BIT_8).add(a9.blend(a1, BIT_8).rearrange(SWAP_8));
        FloatVector b2 = a2.blend(aa, BIT_8).add(aa.blend(a2, BIT_8).rearrange(SWAP_8));
        FloatVector b3 = a3.blend(ab, BIT_8).add(ab.blend(a3, BIT_8).rearrange(SWAP_8));
        FloatVector b4 = a4.blend(ac, BIT_8).add(ac.blend(a4, BIT_8).rearrange(SWAP_8));
        FloatVector b5 = a5.blend(ad, BIT_8).add(ad.blend(a5, BIT_8).rearrange(SWAP_8));
        FloatVector b6 = a6.blend(ae, BIT_8).add(ae.blend(a6, BIT_8).rearrange(SWAP_8));
        FloatVector b7 = a7.blend(af, BIT_8).add(af.blend(a7, BIT_8).rearrange(SWAP_8));
        FloatVector c0 = b0.blend(b4, BIT_4).add(b4.blend(b0, BIT_4).rearrange(SWAP_4));
        FloatVector c1 = b1.blend(b5, BIT_4).add(b5.blend(b1, BIT_4).rearrange(SWAP_4));
        FloatVector c2 = b2.blend(b6, BIT_4).add(b6.blend(b2, BIT_4).rearrange(SWAP_4));
        FloatVector c3 = b3.blend(b7, BIT_4).add(b7.blend(b3, BIT_4).rearrange(SWAP_4));
        FloatVector d0 = c0.blend(c2, BIT_2).add(c2.blend(c0, BIT_2).rearrange(SWAP_2));
        FloatVector d1 = c1.blend(c3, BIT_2).add(c3.blend(c1, BIT_2).rearrange(SWAP_2));
        FloatVector e0 = d0.blend(d1, BIT_1).add(d1.blend(d0, BIT_1).rearrange(SWAP_1));
        e0.intoArray(y, yi);
    }
}
