package dev.lanewise.engine.train;

/**
 * An optimizer of a program's own, on plain arrays; {@link Optimizer#custom} makes an optimizer of it. Must
 * be a function of its arguments alone, value by value: then a run has the same bits from any number of
 * threads.
 *
 * @since 0.1.0
 */
public interface CustomOptimizer {

    /**
     * Which step it is; valid while {@link #update} runs.
     *
     * @since 0.1.0
     */
    interface Step {
        /** {@return the learning rate with the factor of the schedule} */
        double learningRate();

        /** {@return its number from 1, counted on where training goes on from a checkpoint} */
        long number();

        /** {@return whether {@link TrainerBuilder#decay} lets a weight decay act on these parameters} */
        boolean decays();
    }

    /**
     * {@return what checkpoints call it, a word such as {@code Lion}: one name for each function, its numbers
     * included}
     */
    String name();

    /** {@return how many arrays are carried along from step to step, as a momentum is; 0 at first} */
    int states();

    /**
     * Makes a step for the parameters {@code [from, to)}. Different ranges are updated at the same time, by
     * several threads.
     *
     * @param parameters all of them; modified from {@code from} to {@code to}
     * @param gradient of each
     * @param states the arrays that are carried along, as long; may be modified there
     * @param from the first
     * @param to one past the last
     * @param step which step it is
     */
    void update(float[] parameters, float[] gradient, float[][] states, int from, int to,
            Step step);
}
