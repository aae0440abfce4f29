package dev.lanewise.bench.peers;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.plan.Plan;

/** This engine, from the same floats to the same logits as its rivals: tile by tile, shared by the
 * workers; a single image as a tile of one. */
final class LanewiseNetwork implements PeerNetwork {
    private final Workers workers;
    private final Plan[] plans;
    private final float[][] tiles;
    private final float[] parameters;
    private final int batch;
    private final int lanes;
    private final int pixels;
    private final int classes;
    private final float[] logits;

    LanewiseNetwork(Model model, int batch, int threads) {
        this.batch = batch;
        this.lanes = batch == 1 ? 1 : Backend.TILE;
        this.pixels = model.network().inputShape().size();
        this.classes = model.network().outputs();
        this.parameters = model.parameters();
        this.logits = new float[batch * classes];
        this.workers = Workers.own(threads);
        this.plans = new Plan[threads];
        this.tiles = new float[threads][lanes * pixels];
        for (int i = 0; i < threads; i++) {
            plans[i] = new Plan(model.network(), Kernels.auto().backend(), lanes,
                    Plan.Use.INFERENCE);
            plans[i].prepare(parameters);
        }
    }

    @Override
    public float[] logits(float[] images) {
        workers.run((worker, tile) -> infer(worker, tile, images), Math.ceilDiv(batch, lanes));
        return logits;
    }

    private void infer(int worker, int tile, float[] images) {
        int first = tile * lanes;
        int count = Math.min(lanes, batch - first);
        System.arraycopy(images, first * pixels, tiles[worker], 0, count * pixels);
        Plan plan = plans[worker];
        plan.load(tiles[worker], count, Normalization.none());
        plan.forward(parameters);
        float[] outputs = plan.logits();
        for (int lane = 0; lane < count; lane++) {
            for (int c = 0; c < classes; c++) {
                logits[(first + lane) * classes + c] = outputs[c * lanes + lane];
            }
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
