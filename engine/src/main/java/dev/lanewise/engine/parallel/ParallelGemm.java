package dev.lanewise.engine.parallel;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.GemmKernel;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.backend.Tuning;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix product whose C is cut into blocks that a team computes at the same time. No sum is
 * shared, so the bits are those of the product on one thread. Belongs to one thread at a time, like
 * its team.
 */
public final class ParallelGemm implements GemmKernel {
    private final GemmProblem shape;
    private final Workers workers;
    private final List<Block> blocks;
    private final Workers.Job job = this::run;
    private Operands operands = new Operands(new float[0], 0, new float[0], 0, new float[0], 0,
            new float[0], 0);

    /** The rows and columns of C from (row, column) on. */
    private record Block(int row, int column, GemmKernel gemm) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Operands(float[] a, int aOffset, float[] b, int bOffset, float[] bias,
            int biasOffset, float[] c, int cOffset) {}

    /** Prepares the product of a shape for a team. */
    public ParallelGemm(Backend kernels, GemmProblem shape, Workers workers) {
        this.shape = shape;
        this.workers = workers;
        this.blocks = blocks(kernels, shape, workers.count());
    }

    private static List<Block> blocks(Backend kernels, GemmProblem shape, int workers) {
        Tuning.Tasks tuning = kernels.tuning().tasks();
        long most = workers == 1 ? 1 : (long) workers * tuning.blocksPerWorker();
        int wanted = (int) Math.clamp(shape.flops() / tuning.leastFlops(), 1, most);
        int across = Math.clamp(shape.n() / tuning.leastColumns(), 1, wanted);
        int down = Math.clamp(Math.ceilDiv(wanted, across), 1, Math.max(1, shape.m()));
        int width = roundUp(Math.ceilDiv(shape.n(), across),
                across == 1 ? 1 : tuning.leastColumns());
        int height = Math.ceilDiv(shape.m(), down);
        List<Block> blocks = new ArrayList<>();
        for (int j = 0; j < shape.n(); j += width) {
            for (int i = 0; i < shape.m(); i += height) {
                GemmProblem part = new GemmProblem(Math.min(height, shape.m() - i),
                        Math.min(width, shape.n() - j), shape.k(), shape.transposeA(), shape.lda(),
                        shape.transposeB(), shape.ldb(), shape.ldc(), shape.start());
                blocks.add(new Block(i, j, kernels.gemm(part)));
            }
        }
        return blocks;
    }

    private static int roundUp(int value, int step) {
        return Math.ceilDiv(value, step) * step;
    }

    @Override
    public GemmProblem shape() {
        return shape;
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
        if (blocks.size() == 1) { // A small product is done before others know of it.
            blocks.getFirst().gemm.run(a, aOffset, b, bOffset, c, cOffset);
            return;
        }
        shape.checkNoBias();
        runBlocks(new Operands(a, aOffset, b, bOffset, c, 0, c, cOffset));
    }

    @Override
    public void run(float[] a, int aOffset, float[] b, int bOffset, float[] bias, int biasOffset,
            float[] c, int cOffset) {
        if (blocks.size() == 1) {
            blocks.getFirst().gemm.run(a, aOffset, b, bOffset, bias, biasOffset, c, cOffset);
            return;
        }
        shape.checkBias(bias, biasOffset);
        runBlocks(new Operands(a, aOffset, b, bOffset, bias, biasOffset, c, cOffset));
    }

    private void runBlocks(Operands given) {
        operands = given;
        workers.run(job, blocks.size());
    }

    private void run(int worker, int task) {
        Block block = blocks.get(task);
        Operands o = operands;
        int a = o.aOffset + block.row * (shape.transposeA() ? 1 : shape.lda());
        int b = o.bOffset + block.column * (shape.transposeB() ? shape.ldb() : 1);
        int c = o.cOffset + block.row * shape.ldc() + block.column;
        if (shape.start() == GemmProblem.Start.ROW_BIAS) {
            block.gemm.run(o.a, a, o.b, b, o.bias, o.biasOffset + block.row, o.c, c);
        } else {
            block.gemm.run(o.a, a, o.b, b, o.c, c);
        }
    }
}
