package dev.lanewise.cli.train;

import dev.lanewise.cli.option.Recipe;
import dev.lanewise.cli.option.TrainingValues;
import dev.lanewise.engine.inference.WarmUp;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.TrainerBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Has kernels compiled on a thread of its own, those of one network after those of the other, while options
 * are parsed and data is read. What a network shares with an earlier one is compiled already.
 */
public final class EarlyCompilation {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warm-up").factory());

    private EarlyCompilation() {}

    /** Begins with the kernels of the fast recipe, which most runs need, whatever their options. */
    public static void beginTraining() {
        execute(() -> trainer(Recipe.FAST.defaults()).warmUp());
    }

    /** Begins with the kernels that judge the network of the fast recipe, as most models are such. */
    public static void beginEvaluation() {
        execute(() -> WarmUp.judge(Recipe.FAST.defaults().network(), Kernels.auto().backend()));
    }

    /** Goes on with the kernels that judge a network. */
    public static void begin(Network network, Kernels kernels) {
        execute(() -> WarmUp.judge(network, kernels.backend()));
    }

    /** Goes on with the kernels of a training, if it has others and its network can be told. */
    static void begin(TrainSettings settings, Kernels kernels) {
        if (settings.trainsAs(Recipe.FAST) && kernels.info().equals(Kernels.auto().info())) {
            return;
        }
        settings.likelyNetwork()
                .map(network -> settings.beginner(network, kernels))
                .ifPresent(trainer -> execute(trainer::warmUp));
    }

    /** What is wrong with a network, the command meets as well, and tells. */
    private static void execute(Runnable compilation) {
        THREAD.execute(() -> {
            try {
                compilation.run();
            } catch (IllegalArgumentException e) {
                // Without early compilation the kernels are compiled as they run.
            }
        });
    }

    private static TrainerBuilder trainer(TrainingValues values) {
        return values.trainer(values.network()).kernels(Kernels.auto());
    }
}
