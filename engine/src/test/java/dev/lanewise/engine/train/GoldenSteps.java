package dev.lanewise.engine.train;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import java.util.stream.IntStream;

/** Steps of training on the samples of a data set in their order, where a trainer would shuffle. */
public final class GoldenSteps {
    private GoldenSteps() {}

    /**
     * Makes one step for each batch that the data set fills.
     *
     * @param parameters become those after the steps
     * @return the loss of each batch, before its own step
     */
    public static double[] run(Network network, KernelChoice choice, Loss loss, Optimizer optimizer,
            Dataset data, int size, float[] parameters) {
        Backend kernels = Kernels.of(choice).backend();
        OptimizerState update = new OptimizerState(kernels, optimizer, 0, parameters);
        double[] losses = new double[data.size() / size];
        try (Workers workers = Workers.own(2)) {
            StepRunner batch = new StepRunner(network, kernels,
                    new BatchOptions(size, Normalization.none(), Augmentation.none(), 0, loss),
                    workers, parameters, update, data, null);
            batch.begin(data, IntStream.range(0, data.size()).toArray(), 0, 1);
            for (int step = 0; step < losses.length; step++) {
                batch.step(step * size, size, optimizer.learningRate());
                losses[step] = batch.sums().loss() / size;
            }
        }
        return losses;
    }
}
