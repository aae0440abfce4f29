package dev.lanewise.engine.nn;

/**
 * {@code exp(z − max z) / Σ exp(z − max z)} over all values of a vector; of maps, over the channels at each
 * position.
 *
 * <p>As the last layer it is for whoever wants probabilities as outputs: a cross-entropy reads what this layer reads
 * ({@link Network#logits}), in training, evaluation and prediction.
 *
 * @since 0.1.0
 */
public record Softmax() implements UnaryLayer {

    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "softmax";
    }

    @Override
    public String stem() {
        return "softmax";
    }
}
