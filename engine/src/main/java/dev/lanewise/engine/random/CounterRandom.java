package dev.lanewise.engine.random;

/**
 * Counter-based random numbers: each is a pure function of (seed, purpose, epoch, index), so that
 * nothing depends on threads or on what was drawn before, and a resumed run goes on with the same
 * bits. The mixing function is the finalizer of SplitMix64 (Steele, Lea, Flood 2014), applied once
 * for every part of the counter.
 *
 * @param seed the run's seed
 * @param purpose what the numbers are for
 * @param epoch the epoch, or 0
 */
public record CounterRandom(long seed, Purpose purpose, long epoch) {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final double UNIT = 0x1p-53;
    private static final float SHORT_UNIT = 0x1p-15f;
    private static final int SHORTS_A_LONG = Long.SIZE / Short.SIZE;

    /** What numbers are drawn for: different purposes never share a stream. */
    public enum Purpose {
        /** First weights. */
        WEIGHTS(1),
        /** Order of the samples in an epoch. */
        SHUFFLE(2),
        /** Choice of the validation part. */
        VALIDATION(3),
        /** Choice of the samples that are shown. */
        SHOWN(4),
        /** Distortion of images. */
        AUGMENTATION(5),
        /** Damage to images. */
        CORRUPTION(6),
        /** Images of things that belong to no class. */
        NON_DIGITS(7),
        /** Values that dropout drops. */
        DROPOUT(8),
        /** Choice of the samples of a class where classes are balanced. */
        BALANCE(9);

        /** Part of every counter; never change one, or the runs of old seeds change. */
        private final long number;

        Purpose(long number) {
            this.number = number;
        }
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        long b = (a ^ a >>> 27) * 0x94D0_49BB_1331_11EBL;
        return b ^ b >>> 31;
    }

    /** 64 random bits. */
    public long bits(long index) {
        long stream = mix(mix(seed + GOLDEN) + purpose.number * GOLDEN);
        return mix(mix(stream + (epoch + 1) * GOLDEN) + (index + 1) * GOLDEN);
    }

    /** A number in [0, 1) with 53 random bits. */
    public double uniform(long index) {
        return (bits(index) >>> 11) * UNIT;
    }

    /**
     * Fills {@code into} with numbers in [−1, 1), each a multiple of 2⁻¹⁵: four of every 64 bits of a
     * stream that {@link #bits} of the index begins.
     *
     * @param into receives the numbers; its length a multiple of 4
     * @throws IllegalArgumentException if it is none
     */
    public void fillSymmetric(long index, float[] into) {
        if (into.length % SHORTS_A_LONG != 0) {
            throw new IllegalArgumentException("An array to fill must have a multiple of "
                    + SHORTS_A_LONG + " values; you gave " + into.length + ".");
        }
        long first = bits(index);
        for (int i = 0; i < into.length; i += SHORTS_A_LONG) {
            long bits = mix(first + (i + 1) * GOLDEN);
            into[i] = (short) bits * SHORT_UNIT;
            into[i + 1] = (short) (bits >> Short.SIZE) * SHORT_UNIT;
            into[i + 2] = (short) (bits >> (2 * Short.SIZE)) * SHORT_UNIT;
            into[i + 3] = (short) (bits >> (3 * Short.SIZE)) * SHORT_UNIT;
        }
    }

    /** A standard normal number (Box, Muller 1958); uses the counters 2·index and 2·index + 1. */
    public double normal(long index) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * index + 1));
    }

    /** A random order of {@code 0 … n − 1} (Fisher, Yates; Durstenfeld 1964). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        permute(order);
        return order;
    }

    /** Fills {@code order} with a random order of {@code 0 … order.length − 1}. */
    public void permute(int[] order) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = order.length - 1; i > 0; i--) {
            int j = (int) Math.unsignedMultiplyHigh(bits(i), i + 1L);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
