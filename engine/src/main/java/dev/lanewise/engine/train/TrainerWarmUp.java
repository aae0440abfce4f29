package dev.lanewise.engine.train;

import static dev.lanewise.engine.train.TrainingOptions.BATCH_SIZE;
import static dev.lanewise.engine.train.TrainingOptions.EMA;
import static dev.lanewise.engine.train.TrainingOptions.INITIALIZER;
import static dev.lanewise.engine.train.TrainingOptions.KERNELS;
import static dev.lanewise.engine.train.TrainingOptions.OPTIMIZER;
import static dev.lanewise.engine.train.TrainingOptions.SEED;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.inference.WarmUp;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;

/** Has the kernels compiled that a trainer will run. */
final class TrainerWarmUp {
    private TrainerWarmUp() {}

    /** Trains the layers on tiny images for some steps, at a learning rate of 0, where nothing diverges. */
    static void run(Network network, TrainingOptions options) {
        Network small = WarmUp.smallest(network);
        Backend kernels = options.get(KERNELS).orElseGet(Kernels::auto).backend();
        float[] weights = FirstWeights.draw(small, options.get(INITIALIZER), options.get(SEED));
        OptimizerState update = new OptimizerState(kernels, options.get(OPTIMIZER),
                options.get(EMA), weights, options.ranges(small));
        Dataset noise = WarmUp.noise(small,
                Math.min(options.get(BATCH_SIZE), WarmUp.MOST_IMAGES));
        int[] order = new int[noise.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        try (Workers alone = Workers.own(1)) {
            StepRunner runner = new StepRunner(small, kernels,
                    BatchOptions.of(options, order.length),
                    alone, weights, update, noise, null);
            runner.begin(noise, order, 0, 0);
            for (int round = 0; round < WarmUp.ROUNDS; round++) {
                runner.step(0, order.length, 0);
            }
        }
    }
}
