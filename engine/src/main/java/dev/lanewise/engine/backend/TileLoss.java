package dev.lanewise.engine.backend;

/**
 * A loss on the outputs of a tile of images, {@code [output][lane]}. What is wanted of a lane is a target
 * of {@link #targets} numbers; targets lie {@code [number][lane]}. Immutable, allocates nothing, and safe
 * for any number of threads.
 */
public interface TileLoss {

    /** Outputs of a lane. */
    int outputs();

    /** Images in the tile. */
    int lanes();

    /** Numbers of a lane's target: 1 where it is a class. */
    int targets();

    /** What stands in the targets of a lane without an image. */
    float empty();

    /**
     * Writes the target of a lane whose image has a class.
     *
     * @param label the class; below 0 for an image that belongs to none, of which the network is to be
     *     unsure
     * @param targets those of the tile; modified in this lane
     */
    void target(int label, float[] targets, int lane);

    /**
     * Writes the target of a lane whose image has values as target.
     *
     * @param sample number of the sample, for refusals
     * @param values its values, finite numbers, from {@code offset}
     * @param targets those of the tile; modified in this lane
     * @throws IllegalArgumentException if the loss can't take such values; names the sample
     */
    void target(int sample, float[] values, int offset, float[] targets, int lane);

    /** Whether {@link #weight} is another number than 1 for some label. */
    default boolean weighsClasses() {
        return false;
    }

    /** What a sample of a class counts in the mean over a batch; {@link #value} has that factor. */
    default double weight(int label) {
        return 1;
    }

    /** Whether samples with that label are left out. */
    default boolean ignores(int label) {
        return false;
    }

    /**
     * What outputs say: probabilities where they are logits, else themselves.
     *
     * @param z outputs from 0
     * @param p receives them; may be {@code z}
     */
    void probabilities(Backend kernels, float[] z, float[] p);

    /**
     * The gradient of the loss by the outputs.
     *
     * @param z outputs from 0
     * @param scale what it is multiplied by: the reciprocal of the batch's weight
     * @param dz receives it, 0 in lanes without an image; not {@code z}
     */
    void gradient(Backend kernels, float[] z, float[] targets, float scale, float[] dz);

    /**
     * The second derivatives of the loss by the outputs, each by itself.
     *
     * @param z outputs from 0
     * @param h receives them, 0 in lanes without an image; not {@code z}
     * @param rest receives for each lane minus the sum of the first derivatives
     */
    void curvature(float[] z, float[] targets, float[] h, float[] rest);

    /** The loss of a lane, in double precision. */
    double value(float[] z, float[] targets, int lane);

    /**
     * The loss of a lane as an evaluation measures it, without what only training wants.
     *
     * @param value what {@link #value} returned for this lane
     */
    double plainValue(float[] z, float[] targets, int lane, double value);

    /** Whether a lane's outputs say what its target says. */
    boolean isRight(float[] z, float[] targets, int lane);

    /** The class that a lane's outputs say: the largest one; the first of equals. */
    default int argmax(float[] z, int lane) {
        int best = 0;
        for (int i = 1; i < outputs(); i++) {
            if (z[i * lanes() + lane] > z[best * lanes() + lane]) {
                best = i;
            }
        }
        return best;
    }
}
