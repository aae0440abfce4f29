package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What training lowers: how far a network's outputs are from what is wanted of them. Immutable
 * descriptions; what they compute is prepared by {@link #tile}. A program's own is a {@link CustomLoss}.
 *
 * <p>A batch, and a data set that is evaluated, has the mean loss of its samples, weighted by what each
 * counts: {@code Σ w·loss / Σ w}, where w is the data set's weight
 * of the sample times that of its class, 0 for an ignored one. That is PyTorch's {@code
 * reduction='mean'}. Sums are made in the order of the samples, the same from any number of threads. A
 * batch whose weights sum to 0 has the loss 0 and no gradient.
 *
 * {@snippet lang=java :
 * Loss oneClass = Loss.crossEntropy().withLabelSmoothing(0.1).classWeights(1, 5);
 * Loss severalLabels = Loss.binaryCrossEntropy().positiveWeights(3);
 * Loss values = Loss.huber(1); // or meanSquaredError(), meanAbsoluteError()
 * TrainerBuilder options = Trainer.of(network).loss(oneClass);
 * }
 *
 * @since 0.1.0
 */
public interface Loss {

    /** {@return what it is made of, to compare and to write; {@link #of} reads it} */
    @SuppressWarnings("exports") // For the engine itself.
    Attributes attributes();

    /**
     * {@return the loss on a tile of so many images}
     *
     * @param outputs the network's
     * @param lanes the images of a tile
     * @param values values of a sample's target; 0 where it is a class
     */
    @SuppressWarnings("exports") // For the engine itself.
    TileLoss tile(int outputs, int lanes, int values);

    /**
     * {@return the same where targets are classes}
     *
     * @param outputs the network's
     * @param lanes the images of a tile
     */
    @SuppressWarnings("exports") // For the engine itself.
    default TileLoss tile(int outputs, int lanes) {
        return tile(outputs, lanes, 0);
    }

    /**
     * Refuses a network and data that it can't compare.
     *
     * @param outputs the network's
     * @param classes the data's; 0 where targets are values
     * @param values values of a sample's target; 0 where it is a class
     * @throws IllegalArgumentException if it doesn't fit; says which loss does
     */
    void requireFits(int outputs, int classes, int values);

    /**
     * {@return the classes that so many outputs tell apart}
     *
     * @param outputs the network's
     */
    default int classes(int outputs) {
        return outputs;
    }

    /** {@return what an evaluation measures: the same without what only training wants} */
    Loss evaluated();

    /** {@return whether outputs are logits, of which a softmax makes the probabilities of classes} */
    boolean hasLogits();

    /** {@return whether probabilities can be made of outputs: by a softmax, or of each output by itself} */
    default boolean hasProbabilities() {
        return hasLogits();
    }

    /** {@return the label smoothing; 0 if there is none} */
    default double labelSmoothing() {
        return 0;
    }

    /**
     * {@return the same with another label smoothing}
     *
     * @param smoothing the smoothing, in [0, 1)
     * @throws IllegalArgumentException if it isn't in [0, 1), or the loss has none
     */
    default Loss withLabelSmoothing(double smoothing) {
        if (smoothing != 0) {
            throw new IllegalArgumentException("The loss " + attributes().type()
                    + " has no label smoothing; this one would be " + smoothing
                    + ": leave it at 0, or use the cross-entropy.");
        }
        return this;
    }

    /**
     * {@return the same cross-entropy with a weight for each class: a sample counts as much as its class} Soft
     * targets have each class's part weighted, and the sample itself counts 1.
     *
     * @param weights one for each output of the network, at least 0
     * @throws IllegalArgumentException if one is no such number, or the loss has none
     */
    default Loss classWeights(float... weights) {
        throw new IllegalArgumentException("The loss " + attributes().type()
                + " has no class weights; use Loss.crossEntropy(), or Dataset.weighted.");
    }

    /**
     * {@return the same cross-entropy that leaves out the samples of one label: they have no loss and no
     * gradient, and count in no mean}
     *
     * @param label a class, or −1, which is no class
     * @throws IllegalArgumentException if it is neither, or the loss has none
     */
    default Loss ignoredLabel(int label) {
        throw new IllegalArgumentException("The loss " + attributes().type()
                + " ignores no label; use Loss.crossEntropy(), or select the other samples.");
    }

    /**
     * {@return the same binary cross-entropy where the positive part of an output counts more or less}
     *
     * @param weights one for each output of the network, or one for all; above 0
     * @throws IllegalArgumentException if one is no such number, or the loss has none
     */
    default Loss positiveWeights(float... weights) {
        throw new IllegalArgumentException("The loss " + attributes().type()
                + " has no positive weights; use Loss.binaryCrossEntropy().");
    }

    /**
     * The softmax cross-entropy, without label smoothing: for samples of one class each, or targets that
     * are probabilities of the outputs, which sum to 1.
     *
     * @return the loss
     */
    static Loss crossEntropy() {
        return SoftmaxCrossEntropy.of(0);
    }

    /**
     * The cross-entropy of each output by itself, which is a logit: the mean over the outputs, as in
     * PyTorch's {@code BCEWithLogitsLoss}. For several labels at once, whose targets are from 0 to 1, or
     * for two classes and a network with one output.
     *
     * @return the loss
     */
    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy(List.of());
    }

    /**
     * The mean over the outputs of {@code (z − t)²}, for values.
     *
     * @return the loss
     */
    static Loss meanSquaredError() {
        return new MeanSquaredError();
    }

    /**
     * The mean over the outputs of {@code |z − t|}, for values.
     *
     * @return the loss
     */
    static Loss meanAbsoluteError() {
        return new MeanAbsoluteError();
    }

    /**
     * The loss of Huber (1964), for values: half the square of an error e up to δ, and {@code δ·(|e| − δ/2)}
     * beyond, the mean over the outputs as in PyTorch. A target that is NaN is left out.
     *
     * @param delta δ, above 0
     * @return the loss
     * @throws IllegalArgumentException if it isn't
     */
    static Loss huber(double delta) {
        return new Huber(delta);
    }

    /**
     * A program's own loss. Files hold its name alone: a model that was trained with it predicts when it
     * is read, and evaluates after {@code Model.withLoss}.
     *
     * @param loss the program's loss
     * @return the loss
     * @throws IllegalArgumentException if its name is no word
     */
    static Loss custom(CustomLoss loss) {
        Objects.requireNonNull(loss, "The loss must not be null.");
        return new Custom(loss.name(), loss);
    }

    /**
     * The loss that has these attributes.
     *
     * @param attributes those of the loss
     * @param others what makes losses from their attributes, by types that this package doesn't have
     * @return the loss
     * @throws IllegalArgumentException if there is none
     */
    @SuppressWarnings("exports") // For the engine itself.
    static Loss of(Attributes attributes, Map<String, Function<Attributes, Loss>> others) {
        Loss loss = switch (attributes.type()) {
            case SoftmaxCrossEntropy.TYPE -> SoftmaxCrossEntropy.of(attributes);
            case Huber.TYPE -> Huber.of(attributes);
            case BinaryCrossEntropy.TYPE -> BinaryCrossEntropy.of(attributes);
            case MeanSquaredError.TYPE -> Loss.meanSquaredError();
            case MeanAbsoluteError.TYPE -> Loss.meanAbsoluteError();
            case Custom.TYPE -> Custom.of(attributes);
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
