package dev.lanewise.engine.train;

import java.util.List;

/**
 * Where the time of training steps went: the layers, pass by pass, and what is no layer. The rows
 * cover the whole time of all workers: their nanoseconds add up to {@code workers × wallNanos}.
 *
 * @param workers number of workers, the calling thread included
 * @param steps training steps that were timed
 * @param images images of these steps
 * @param wallNanos nanoseconds of these steps by the clock on the wall
 * @param rows the rows in the order of a step
 * @since 0.1.0
 */
public record TrainingProfile(int workers, long steps, long images, long wallNanos,
        List<Row> rows) {

    /** Keeps an unmodifiable copy of the rows. */
    public TrainingProfile {
        rows = List.copyOf(rows);
    }

    /**
     * What is done in a row.
     *
     * @since 0.1.0
     */
    public enum Pass {
        /** Samples are read and laid into a tile. */
        LOAD,
        /** Samples are distorted. */
        AUGMENT,
        /** The sums of the convolutions' gradients are set to 0. */
        CLEAR,
        /** A layer's outputs. */
        FORWARD,
        /** The loss, its gradient, and whether samples were classified right. */
        LOSS,
        /**
         * A layer's gradients: of its inputs where a layer before it has parameters, and of a
         * convolution's parameters. A dense layer only puts aside what {@link #REDUCE} needs.
         */
        BACKWARD,
        /**
         * What the batch makes of a layer's gradient: the sum over a convolution's tiles; the whole
         * gradient of a dense layer's parameters.
         */
        REDUCE,
        /** The optimizer's step and the average of the weights. */
        UPDATE,
        /**
         * One thread works and all others wait for it: the time between parallel phases, taken
         * once for every worker, so that its share is the serial fraction of a step.
         */
        SERIAL,
        /** Within the parallel phases, workers look for tasks or wait for the last one's end. */
        IDLE
    }

    /**
     * One row.
     *
     * @param name a layer's name, such as {@code fc1}, two where a step computes two layers at once,
     *     such as {@code conv1+pool1}, or what else is worked on
     * @param pass what is done
     * @param nanos nanoseconds, summed over the workers
     * @param calls how often it was done; 0 where that has no meaning
     * @param flops floating-point operations: two for each multiply-add of a layer's definition,
     *     which leaves out biases, pooling, activations, the loss and the update
     * @param bytes compulsory memory traffic: the inputs, parameters and outputs of a row, or their
     *     gradients, each read or written once a tile, or once a step where the batch is reduced
     *     and the weights are updated; what caches spare or a kernel reads twice is not looked at
     * @since 0.1.0
     */
    public record Row(String name, Pass pass, long nanos, long calls, long flops, long bytes) {}

    /** {@return the floating-point operations of all rows} */
    public long flops() {
        return rows.stream().mapToLong(Row::flops).sum();
    }

    /** {@return the bytes of all rows} */
    public long bytes() {
        return rows.stream().mapToLong(Row::bytes).sum();
    }
}
