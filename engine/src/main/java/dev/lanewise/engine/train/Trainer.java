package dev.lanewise.engine.train;

import static dev.lanewise.engine.optim.OptionRange.given;
import static dev.lanewise.engine.train.TrainingOptions.OPTIMIZER;
import static dev.lanewise.engine.train.TrainingOptions.SEED;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.metric.Metric;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import java.util.List;

/**
 * Trains one network. The result depends on the network, the data and the options, not on threads,
 * vector width or kernels. One thread at a time trains and evaluates: another one is refused, and may
 * only {@link #stop} or {@link #close} it. Interrupting the thread that trains ends {@link #fit} after
 * the step, too; its flag stays set.
 *
 * <p>{@link #fit} makes epochs of a data set. A loop of one's own calls {@link #step} instead, with the
 * samples of each step, and looks at {@link #gradients} and {@link #parameters}.
 *
 * {@snippet lang=java :
 * try (Trainer trainer = Trainer.of(network)
 *         .optimizer(Adam.of(0.001))
 *         .schedule(Schedule.cosine())
 *         .batchSize(128)
 *         .validation(validation) // the model is that of the best epoch
 *         .patience(5)
 *         .seed(1)
 *         .build()) {
 *     History history = trainer.fit(train, 50);
 *     Model model = trainer.model();
 *     IO.println(history.best() + ", test " + model.evaluate(test));
 * }
 * }
 *
 * @since 0.1.0
 */
public final class Trainer implements AutoCloseable {
    private final TrainingOptions options;
    private final TrainingLoop loop;
    private final Turn turn;

    Trainer(Network network, TrainingOptions options) {
        this.options = options;
        this.turn = new Turn();
        this.loop = new TrainingLoop(network, options, turn::goesOn);
    }

    /**
     * Begins the options of a trainer; every one has a default.
     *
     * @param network the network to train
     * @return a builder
     */
    public static TrainerBuilder of(Network network) {
        return new TrainerBuilder(given(network, "network"));
    }

    /**
     * Begins the options of a trainer that goes on from a model: its network, its weights, its normalization,
     * its classes' names and its loss, without its temperature. To learn other classes, build a network with
     * another last layer and give {@link TrainerBuilder#weights} the model.
     *
     * @param model the model to go on from
     * @return a builder
     */
    public static TrainerBuilder from(Model model) {
        return of(given(model, "model").network())
                .normalization(model.normalization())
                .loss(model.loss())
                .classNames(model.classNames())
                .weights(model);
    }

    /**
     * Trains for a number of epochs, from the weights and the optimizer's state as they are. The
     * schedule and the patience begin anew with every call; epochs are numbered on, so that no
     * order of the samples comes again, and the best epoch is that of all calls. Ends early after
     * {@link #stop} or {@link #close}, when the thread is interrupted, or when validation did not improve
     * for as many epochs as the patience.
     *
     * @param data samples of the network's input shape
     * @param epochs the number of epochs, at least 1
     * @return the epochs of this call
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalArgumentException if there would be no epoch or no step, or a sample is wrong;
     *     names it
     * @throws IllegalStateException if the trainer is closed, or trains already
     * @throws TrainingException if a loss or a weight is no finite number any more
     */
    public History fit(Dataset data, int epochs) {
        return turn.trainUntilStopped(() -> loop.fit(data, epochs));
    }

    /**
     * Goes on where a checkpoint was taken: takes over its state and ends the call of {@link #fit}
     * that it was taken in, so that the weights become the same bits as without the interruption.
     * The trainer must have been built with the same network and options; threads, kernels, the
     * listener and the profile may differ. {@link #requireResumable} checks that alone.
     *
     * @param data the same samples
     * @param checkpoint where the run was interrupted
     * @return the epochs of the whole call, those before the checkpoint too
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalArgumentException if {@link #requireResumable} refuses; then nothing was changed
     * @throws IllegalStateException if the trainer is closed, or trains already
     * @throws TrainingException if a loss or a weight is no finite number any more
     */
    public History resume(Dataset data, Checkpoint checkpoint) {
        return turn.trainUntilStopped(() -> loop.resume(data, checkpoint));
    }

    /**
     * Checks, without changing anything, that {@link #resume} can go on from a checkpoint to the bits
     * of a run without interruption.
     *
     * @param samples number of samples to train on
     * @param checkpoint where the run was interrupted
     * @throws IllegalArgumentException if an option or the number of samples differs, or only one of
     *     the two machines has fused multiply-add; names the first and both values
     * @throws IllegalStateException if the schedule has no description
     */
    public void requireResumable(int samples, Checkpoint checkpoint) {
        loop.requireResumable(samples, checkpoint);
    }

    /**
     * Ends the call of {@link #fit} or {@link #resume} that runs after its step; if none runs, the next one
     * before its first step. The call after that trains again, from the weights as they are. May be called
     * from any thread.
     */
    public void stop() {
        turn.stop();
    }

    /**
     * Makes one step of the optimizer, at its own learning rate, on exactly these samples: the part of
     * {@link #fit} that a loop of one's own repeats, to the same bits for the same batches. The schedule is
     * not asked, since it would have to know how many steps there will be, and no listener is told.
     * Distortions and dropout are drawn anew in every step.
     *
     * <p>A later {@link #fit} goes on from the weights and the optimizer's state as they are, a call of
     * this from where {@link #fit} ended. A step belongs to no epoch: there is no {@link #checkpoint} of
     * it, and {@link #model} stays that of the best validated epoch if there was one.
     *
     * @param data samples of the network's input shape
     * @param indices of the samples in the data, at most as many as a batch has; one may come twice
     * @return what the step did
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalArgumentException if there are no samples or too many, or one is wrong; names it
     * @throws IndexOutOfBoundsException if one does not exist
     * @throws IllegalStateException if the trainer is closed, or trains already, or its optimizer measures
     *     the data before every epoch
     * @throws TrainingException if the loss is no finite number any more
     */
    public StepResult step(Dataset data, int... indices) {
        return step(options.get(OPTIMIZER).learningRate(), data, indices);
    }

    /**
     * The same at another learning rate, of at least 0.
     *
     * @param learningRate the rate of this step, at least 0
     * @param data the samples
     * @param indices of the samples in the data
     * @return what the step did
     */
    public StepResult step(double learningRate, Dataset data, int... indices) {
        return turn.train(() -> loop.step(learningRate, data, indices.clone()));
    }

    /**
     * {@return the gradient of the mean loss of the last {@link #step}, before it, in the order of {@link
     * Network#parameters}: what the optimizer was given, without its weight decay; 0 for running averages,
     * and frozen parameters, which have none} Clipped if that was asked. A copy.
     *
     * @throws IllegalStateException if the last training was none by {@link #step}
     */
    public float[] gradients() {
        return loop.gradients();
    }

    /**
     * {@return the parameters as the last step left them, in the order of {@link Network#parameters}; a copy}
     * Those of {@link #model} may be averaged, or of an earlier epoch.
     */
    public float[] parameters() {
        return loop.parameters();
    }

    /** {@return the seed of all randomness, given or not} */
    public long seed() {
        return options.get(SEED);
    }

    /**
     * {@return where training is, to go on later by {@link #resume}} Call it on the thread that trains: from
     * the listener, after a step or an epoch, or when {@link #fit} has returned.
     *
     * @throws IllegalStateException if nothing was trained yet, or {@link #step} was called since, or the
     *     schedule has no description
     */
    public Checkpoint checkpoint() {
        return loop.checkpoint();
    }

    /** {@return whether {@link #stop} was called, and no call of {@link #fit} began since one was ended so} */
    public boolean stopped() {
        return turn.stopped();
    }

    /**
     * {@return the model: the weights of the best validated epoch of all training, or the last ones without
     * validation; averaged ones where an average is kept} It stays as it is when training goes on. Its
     * provenance tells the optimizer, the schedule, the batch size, the seed, and how many samples and epochs
     * it was trained on.
     *
     * @throws IllegalArgumentException if a weight is no finite number, after a {@link
     *     TrainingException}
     */
    public Model model() {
        return loop.model();
    }

    /**
     * {@return where the time of training went: over all steps but those of the first epoch, in which the
     * JVM compiles; over its steps too as long as no second one began} Call it on the thread that
     * trains.
     *
     * @throws IllegalStateException if the trainer was not built for it
     */
    public TrainingProfile profile() {
        return loop.profile();
    }

    /**
     * Evaluates the weights of {@link #model} with this trainer's workers. Before any training, these data
     * decide about the loss and the normalization where none was given, for this call alone.
     *
     * @param data the samples
     * @param metrics what to measure beside the loss, and accuracy and F1 where there are classes
     * @return the evaluation
     * @throws dev.lanewise.engine.nn.ShapeException if the network can't read the data
     * @throws IllegalArgumentException if a sample is wrong; names it
     * @throws ArithmeticException if an output is no finite number
     * @throws IllegalStateException if the trainer is closed, or another thread trains
     */
    public Evaluation evaluate(Dataset data, Metric... metrics) {
        return turn.use(() -> loop.evaluate(data, List.of(metrics)));
    }

    /**
     * Ends the workers; a pool of the caller's stays open, and {@link #model} can be had still. Where
     * another thread trains, stops it as {@link #stop} does and waits until it has ended; from a listener,
     * training ends after this step.
     */
    @Override
    public void close() {
        turn.close(loop::close);
    }
}
