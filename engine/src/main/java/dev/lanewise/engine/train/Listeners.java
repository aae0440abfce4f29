package dev.lanewise.engine.train;

import java.util.List;

/**
 * Several listeners as one.
 *
 * @param all in the order in which they hear
 */
record Listeners(List<TrainingListener> all) implements TrainingListener {

    @Override
    public void onEpochStart(int epoch, int epochs, int steps) {
        all.forEach(listener -> listener.onEpochStart(epoch, epochs, steps));
    }

    @Override
    public void onStep(StepProgress progress) {
        // No lambda: a step allocates nothing.
        for (int i = 0; i < all.size(); i++) {
            all.get(i).onStep(progress);
        }
    }

    @Override
    public void onEpochEnd(EpochResult result) {
        all.forEach(listener -> listener.onEpochEnd(result));
    }
}
