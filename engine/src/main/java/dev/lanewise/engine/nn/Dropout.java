package dev.lanewise.engine.nn;

import dev.lanewise.engine.text.LayerAttributes;
import java.util.Map;

/**
 * Dropout (Srivastava et al. 2014): in training each value becomes 0 with a probability, and what is left is
 * divided by the share that stays. At inference nothing happens. Which values are dropped is a function of
 * the trainer's seed, the epoch, the sample and the layer, so that runs can be repeated and resumed.
 *
 * @param rate probability of a 0, in [0, 1)
 * @since 0.1.0
 */
public record Dropout(float rate) implements UnaryLayer {

    /** Checks the range. */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new ShapeException("Dropout needs a rate in [0, 1); it has " + rate + ".");
        }
    }

    static Dropout of(LayerAttributes.Reader from) {
        return new Dropout(from.number("rate"));
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    @Override
    public boolean isElementwise() {
        return true;
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public String type() {
        return "dropout";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("rate", rate).values();
    }

    @Override
    public String stem() {
        return "dropout";
    }
}
