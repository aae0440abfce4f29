package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * Group normalization (Wu, He 2018): the maps of a sample in groups, each group's values minus their mean
 * and over their standard deviation, then each map times a scale plus a shift that are trained. The same in
 * training and at inference.
 *
 * @param groups number of groups; divides the number of maps
 * @param epsilon added to the variance; above 0
 * @since 0.1.0
 */
public record GroupNorm(int groups, float epsilon) implements UnaryLayer {

    /** Checks the ranges. */
    public GroupNorm {
        if (groups < 1 || !(epsilon > 0 && epsilon < Float.POSITIVE_INFINITY)) {
            throw new ShapeException(
                    "Group normalization needs at least 1 group and a finite epsilon"
                            + " above 0; it has " + groups + " and " + epsilon + ".");
        }
    }

    /**
     * With the epsilon of PyTorch.
     *
     * @param groups the number of groups, which divides the channels
     * @return the layer
     */
    public static GroupNorm of(int groups) {
        return new GroupNorm(groups, BatchNorm.DEFAULT_EPSILON);
    }

    static GroupNorm of(LayerAttributes.Reader from) {
        return new GroupNorm(from.whole("groups"), from.number("epsilon"));
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        if (input.channels() % groups != 0) {
            throw new ShapeException("Layer " + name + " needs a multiple of its " + groups
                    + " groups as maps, but its input has " + input.channels()
                    + "; use a divisor of that.");
        }
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return Parameter.scaleAndShift(List.of(input.channels()));
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
        return "groupNorm";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("groups", groups).with("epsilon", epsilon).values();
    }

    @Override
    public String stem() {
        return "gn";
    }
}
