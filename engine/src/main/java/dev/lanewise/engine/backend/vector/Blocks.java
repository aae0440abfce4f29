package dev.lanewise.engine.backend.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** What kernels on blocks of 16 × 16 share. */
final class Blocks {
    private Blocks() {}

    /** The lanes of a vector of 512 bits whose number has this bit. */
    static VectorMask<Float> lanesWithBit(int bit) {
        VectorSpecies<Float> species = FloatVector.SPECIES_512;
        long lanes = 0;
        for (int lane = 0; lane < species.length(); lane++) {
            lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(species, lanes);
    }
}
