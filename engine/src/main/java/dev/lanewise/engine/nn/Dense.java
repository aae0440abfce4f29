package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * A fully connected layer with bias. Weights are {@code [units, features]}; a stack of feature maps
 * is read as one vector in the order channel, row, column.
 *
 * @param units number of outputs
 * @since 0.1.0
 */
public record Dense(int units) implements UnaryLayer {

    /** Checks that there is at least one unit. */
    public Dense {
        if (units < 1) {
            throw new ShapeException("A dense layer needs at least 1 unit; it has " + units + ".");
        }
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return Shape.flat(units);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) units * input.size();
    }

    @Override
    public String stem() {
        return "fc";
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return Parameter.weightAndBias(List.of(units, input.size()), units, input.size(),
                units);
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return 1;
    }

    @Override
    public String type() {
        return "dense";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("units", units).values();
    }

    static Dense of(LayerAttributes.Reader from) {
        return new Dense(from.whole("units"));
    }
}
