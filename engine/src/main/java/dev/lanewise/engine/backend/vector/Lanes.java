package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.Backend;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector width of this machine, at most one full tile. */
final class Lanes {
    /** The widest species up to 512 bits. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length()
            > Backend.TILE ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    /** Floats in a vector. */
    static final int LENGTH = SPECIES.length();
    /** Half of the widest vectors; {@link #HALVES} says whether there is any use for it. */
    static final VectorSpecies<Float> HALF = FloatVector.SPECIES_256;
    static final int HALF_LENGTH = HALF.length();
    /** Whether these are half of a vector. */
    static final boolean HALVES = LENGTH == 2 * HALF_LENGTH;
    /** Vector registers: 32 with AVX-512 and on ARM, 16 with AVX2. */
    static final int REGISTERS = SPECIES.vectorBitSize() == 512
            || "aarch64".equals(System.getProperty("os.arch")) ? 32 : 16;
    /** Whether there are 32: decides between tiles of 24 and 12 accumulators. */
    static final boolean WIDE = REGISTERS == 32;

    private Lanes() {}

    /** Whether so many numbers leave at most a fifth of their vectors empty. */
    static boolean areFilledBy(int numbers) {
        return (long) Math.ceilDiv(numbers, LENGTH) * LENGTH * 4 <= numbers * 5L;
    }
}
