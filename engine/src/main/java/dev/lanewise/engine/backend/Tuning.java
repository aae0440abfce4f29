package dev.lanewise.engine.backend;

/**
 * The numbers of a machine by which kernels cut their work: what stays in which cache, and from which
 * size on something pays. None of them changes a bit of a result. Above all a block of k only carries
 * on: each element is one chain of fused multiply-adds in ascending k, whose sum goes to C after a
 * block and is where the next one begins.
 *
 * <p>What a register holds is no number of this kind: the tiles of the micro-kernels are in {@code
 * engine/src/tiles}. Nor are the leaves in which a batch is summed, since they make the bits.
 *
 * @param products matrix products, and convolutions, which are the same
 * @param bands convolutions with a pooling behind them
 * @param tasks what is worth a task on another thread
 */
public record Tuning(Products products, Bands bands, Tasks tasks) {
    /**
     * For 32 vector registers, an L1 cache of 32 KB, an L2 of 1 MB and an L3 of some megabytes: measured
     * on a Zen 4.
     */
    public static final Tuning DEFAULT = new Tuning(
            new Products(1024, 48, 512, 4, 1 << 13, 24, 48), new Bands(1, 1 << 15, 1 << 13),
            new Tasks(2_000_000, 4, 64, 512, 32, 12));

    /**
     * The same for the portable kernels: the gradient before a pooling is made in one piece where it can,
     * since their gradients see more rows than a band has. Of LeNet's first convolution it is 294 KB.
     */
    public static final Tuning PORTABLE = new Tuning(DEFAULT.products,
            new Bands(1, 1 << 17, DEFAULT.bands.gradientFloats),
            DEFAULT.tasks);

    /**
     * The same for a machine with so many vector registers: with 16 a panel is two vectors wide, since
     * the sums of wider tiles don't fit.
     */
    public static Tuning forRegisters(int registers) {
        return registers >= 32 ? DEFAULT : DEFAULT.withPanel(2);
    }

    private Tuning withPanel(int vectors) {
        Products p = products;
        return new Tuning(new Products(p.depth, p.rows, p.columns, vectors, p.mostInPlace,
                p.leastRowsToPack, p.narrowRows), bands, tasks);
    }

    private static void requirePositive(String what, long... numbers) {
        for (long number : numbers) {
            if (number < 1) {
                throw new IllegalArgumentException(
                        what + " must be at least 1; you gave " + number + ".");
            }
        }
    }

    /**
     * Blocks of C[m × n] = A[m × k] · B[k × n]. Decision 5 has the measurements.
     *
     * @param depth KC, rows of B in a packed block. At 1024 a panel of 64 columns is 256 KB, a
     *     quarter of L2, and sums are carried to C and back only once in 1024 steps
     * @param rows MC, rows of A that all panels of a block pass. 48 rows of 1024 floats are 192 KB and
     *     stay in L2: each panel is read from L3 once for 8 tiles
     * @param columns NC, columns of B in a packed block, rounded up to whole panels. 1024 × 512 floats
     *     are 2 MB and stay in L3
     * @param panel most vectors that a panel of C is wide, from 1 to {@value #WIDEST}; 16 registers
     *     hold the sums of 2
     * @param mostInPlace floats of B that are read where they lie: 8192 are 32 KB, the L1 cache
     * @param leastRowsToPack rows of C from which packing a larger B pays
     * @param narrowRows rows of C that are computed beside it where its last columns don't fill a
     *     vector: 48 are 3 KB, which stay in L1 beside their rows of A
     */
    public record Products(int depth, int rows, int columns, int panel, int mostInPlace,
            int leastRowsToPack, int narrowRows) {
        /** Vectors of the widest tile there is. */
        public static final int WIDEST = 4;

        /** Checks that all are positive and that there are tiles for the panel. */
        public Products {
            requirePositive("Each number of a product's blocks", depth, rows, columns, panel,
                    mostInPlace, leastRowsToPack, narrowRows);
            if (panel > WIDEST) {
                throw new IllegalArgumentException("A panel must be at most " + WIDEST
                        + " vectors wide; you gave " + panel + ".");
            }
        }
    }

    /**
     * Bands of a convolution: with a pooling behind it, whose maps are never stored whole, and of its weight
     * gradient. Decisions 6 and 26 have the measurements.
     *
     * @param pooledRows most rows of windows of a tile of images that are convolved and then pooled, in
     *     the forward pass: one of LeNet's is 21 KB and stays in L1
     * @param unpooledFloats most floats of the gradient before the pooling that are made at a time, in
     *     the backward pass. 32,768 are 128 KB, an eighth of L2: of LeNet's second convolution 178 µs,
     *     and 207 with 32 KB, 202 with 512 KB
     * @param gradientFloats most floats of both sides of a convolution of which a band of the weight
     *     gradient is made on 16 registers, where they pass ten times: 8192 are 32 KB, the L1 cache
     */
    public record Bands(int pooledRows, int unpooledFloats, int gradientFloats) {

        /** Checks that all are positive. */
        public Bands {
            requirePositive("Each number of a convolution's bands", pooledRows, unpooledFloats,
                    gradientFloats);
        }

        /**
         * Rows of output of a band of the weight gradient, from 1 to {@code all}, if each takes so many
         * floats and all of them together so many more.
         */
        public int gradientRows(int all, int floatsPerRow, int more) {
            return Math.clamp((gradientFloats - more) / floatsPerRow, 1, all);
        }

        /** The most rows that divide all rows evenly, at most {@code most} but at least 1. */
        static int even(int all, int most) {
            int rows = Math.clamp(most, 1, all);
            while (all % rows != 0) {
                rows--;
            }
            return rows;
        }

        /** Rows of pooled maps to unpool at a time, if each comes from so many floats. */
        public int unpooledRows(int all, int floatsPerRow) {
            return even(all, unpooledFloats / floatsPerRow);
        }
    }

    /**
     * Tasks of several threads.
     *
     * @param leastFlops operations of a matrix product that are worth waking another thread: 2,000,000
     *     are some 20 µs of one core
     * @param blocksPerWorker most blocks of a product for each worker: with 4, one that is disturbed
     *     leaves work to the others
     * @param leastColumns columns of a block of a product, and a multiple of them: 64 are the widest
     *     panel of vectors of 512 bits, whose width fewer would waste
     * @param laneSums weights whose gradient, a sum for each lane, is reduced in one task
     * @param chunkSums weights among them that are added up over all leaves before the next: 32 times
     *     16 lanes are 2 KB a leaf, which stay in L1
     * @param units outputs of a dense layer whose weights' gradient is made in one task: two tiles of
     *     six rows
     */
    public record Tasks(long leastFlops, int blocksPerWorker, int leastColumns, int laneSums,
            int chunkSums, int units) {

        /** Checks that all are positive. */
        public Tasks {
            requirePositive("Each number of a task's size", leastFlops, blocksPerWorker,
                    leastColumns, laneSums, chunkSums, units);
        }
    }
}
