package dev.lanewise.engine.nn;

import java.util.List;

/**
 * An activation: x above 0, a·x elsewhere, with an a for each map that is trained and begins at 1/4 (He, Zhang,
 * Ren, Sun 2015).
 *
 * @since 0.1.0
 */
public record PRelu() implements UnaryLayer {

    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(Parameter.of("weight", ParameterRole.SLOPE, List.of(input.channels()),
                1, 1));
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
        return "pRelu";
    }

    @Override
    public String stem() {
        return "prelu";
    }
}
