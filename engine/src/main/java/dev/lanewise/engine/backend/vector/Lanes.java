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
    /**
     * Whether there are 32 vector registers (AVX-512, SVE) and not 16 (AVX2): decides between tiles
     * of 24 and 12 accumulators.
     */
    static final boolean WIDE = SPECIES.vectorBitSize() == 512
            || "aarch64".equals(System.getProperty("os.arch"));

    private Lanes() {}
}
