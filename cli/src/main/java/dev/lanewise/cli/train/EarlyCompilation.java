package dev.lanewise.cli.train;

import dev.lanewise.cli.option.Recipe;
import dev.lanewise.cli.option.TrainingValues;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.train.TrainerBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Has kernels compiled on a thread of its own, one trainer's after the other's, while options are
 * parsed and data is read. What a trainer shares with an earlier one is compiled already.
 */
public final class EarlyCompilation {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warm-up").factory());

    private EarlyCompilation() {}

    /** Begins with the kernels of the fast recipe, which most runs need, whatever their options. */
    public static void begin() {
        THREAD.execute(() -> trainer(Recipe.FAST.defaults()).warmUp());
    }

    /** Goes on with the kernels of a trainer. */
    static void begin(TrainerBuilder trainer) {
        THREAD.execute(trainer::warmUp);
    }

    private static TrainerBuilder trainer(TrainingValues values) {
        return values.trainer(values.network()).kernels(Kernels.auto());
    }
}
