package dev.lanewise.engine.train;

import dev.lanewise.engine.data.Dataset;

/** A trainer that is stopped in the middle. */
public final class StoppedTrainer implements TrainingListener, AutoCloseable {
    private final Trainer trainer;
    private int left;

    /** A trainer that stops after so many steps. */
    public StoppedTrainer(TrainerBuilder options, int steps) {
        this.left = steps;
        this.trainer = options.listener(this).build();
    }

    /** Begins a training and says where it stopped. */
    public Checkpoint fit(Dataset data, int epochs) {
        trainer.fit(data, epochs);
        return trainer.checkpoint();
    }

    @Override
    public void onStep(StepProgress progress) {
        if (--left == 0) {
            trainer.stop();
        }
    }

    @Override
    public void close() {
        trainer.close();
    }
}
