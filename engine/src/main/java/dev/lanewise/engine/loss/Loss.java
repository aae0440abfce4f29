package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;
import java.util.Map;
import java.util.function.Function;

/**
 * What training lowers: how far a network's outputs are from what is wanted of them. A batch has the mean
 * loss of its samples. Immutable descriptions; what they compute is prepared by {@link #tile}.
 */
public interface Loss {

    /** What it is made of, to compare and to write; {@link #of} reads it. */
    @SuppressWarnings("exports") // For the engine itself.
    Attributes attributes();

    /** The loss on a tile of so many images. */
    @SuppressWarnings("exports") // For the engine itself.
    TileLoss tile(int outputs, int lanes);

    /** What an evaluation measures: the same without what only training wants. */
    Loss evaluated();

    /** Whether outputs are logits, of which a softmax makes the probabilities of classes. */
    boolean hasLogits();

    /** The label smoothing; 0 if there is none. */
    double labelSmoothing();

    /**
     * The same with another label smoothing.
     *
     * @throws IllegalArgumentException if it isn't in [0, 1), or the loss has none
     */
    Loss withLabelSmoothing(double smoothing);

    /** The softmax cross-entropy without label smoothing. */
    static Loss crossEntropy() {
        return new SoftmaxCrossEntropy(0);
    }

    /**
     * The loss of Huber (1964), for values: half the square of an error e up to δ, and {@code δ·(|e| − δ/2)}
     * beyond, the mean over the outputs as in PyTorch. A target that is NaN is left out.
     *
     * @param delta δ, above 0
     * @throws IllegalArgumentException if it isn't
     */
    static Loss huber(double delta) {
        return new Huber(delta);
    }

    /**
     * The loss that has these attributes.
     *
     * @param others what makes losses from their attributes, by types that this package doesn't have
     * @throws IllegalArgumentException if there is none
     */
    @SuppressWarnings("exports") // For the engine itself.
    static Loss of(Attributes attributes, Map<String, Function<Attributes, Loss>> others) {
        Loss loss = switch (attributes.type()) {
            case SoftmaxCrossEntropy.TYPE -> SoftmaxCrossEntropy.of(attributes);
            case Huber.TYPE -> Huber.of(attributes);
            default -> others.getOrDefault(attributes.type(), Loss::unknown).apply(attributes);
        };
        attributes.differenceFrom(loss.attributes()).ifPresent(d -> {
            throw new IllegalArgumentException("the attribute " + d.name() + " of the loss "
                    + attributes.type() + " is unknown to this version");
        });
        return loss;
    }

    private static Loss unknown(Attributes attributes) {
        throw new IllegalArgumentException(
                "the loss " + attributes.type() + " is unknown to this version");
    }
}
