package dev.lanewise.engine.nn;

/**
 * A fully connected layer with bias. Weights are {@code [units, features]}; a stack of feature maps
 * is read as one vector in the order channel, row, column.
 *
 * @param units number of outputs
 */
public record Dense(int units) implements Layer {

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
}
