package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * Layer normalization (Ba, Kiros, Hinton 2016): all values of a sample minus their mean and over their
 * standard deviation, then each times a scale plus a shift of its own that are trained. The same in training
 * and at inference.
 *
 * @param epsilon added to the variance; above 0
 * @since 0.1.0
 */
public record LayerNorm(float epsilon) implements UnaryLayer {

    /** Checks the range. */
    public LayerNorm {
        if (!(epsilon > 0 && epsilon < Float.POSITIVE_INFINITY)) {
            throw new ShapeException(
                    "Layer normalization needs a finite epsilon above 0; it has " + epsilon + ".");
        }
    }

    /**
     * With the epsilon of PyTorch.
     *
     * @return the layer
     */
    public static LayerNorm of() {
        return new LayerNorm(BatchNorm.DEFAULT_EPSILON);
    }

    static LayerNorm of(LayerAttributes.Reader from) {
        return new LayerNorm(from.number("epsilon"));
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return Parameter.scaleAndShift(input.height() == 1 && input.width() == 1
                ? List.of(input.channels())
                : List.of(input.channels(), input.height(), input.width()));
    }

    @Override
    public long multiplyAdds(Shape input) {
        return input.size();
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "layerNorm";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("epsilon", epsilon).values();
    }

    @Override
    public String stem() {
        return "ln";
    }
}
