package dev.lanewise.engine.loss;

import dev.lanewise.engine.text.Attributes;
import java.util.ArrayList;
import java.util.List;

/** Weights of outputs, as losses keep them. */
final class Weights {
    private Weights() {}

    static List<Float> list(float... weights) {
        List<Float> list = new ArrayList<>();
        for (float weight : weights) {
            list.add(weight);
        }
        return list;
    }

    /** Those of an attribute that is a list; none if it was left out. */
    static List<Float> of(Attributes attributes, String name) {
        List<Float> list = new ArrayList<>();
        if (attributes.values().containsKey(name)) {
            for (String element : attributes.elements(name)) {
                try {
                    list.add(Float.valueOf(element));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "the attribute " + name + " must be a list of numbers", e);
                }
            }
        }
        return list;
    }

    /** An unmodifiable copy of finite numbers above 0, or from 0 on. */
    static List<Float> checked(String what, List<Float> weights, boolean orZero) {
        for (float weight : weights) {
            if (!(weight > 0 || (orZero && weight == 0)) || !Float.isFinite(weight)) {
                throw new IllegalArgumentException("A " + what + " must be a number "
                        + (orZero ? "of at least 0" : "above 0") + "; this one is " + weight + ".");
            }
        }
        return List.copyOf(weights);
    }

    /** Refuses another number of weights than there are outputs. */
    static void requireCount(String what, List<Float> weights, int outputs) {
        if (!weights.isEmpty() && weights.size() != outputs) {
            throw new IllegalArgumentException("The " + what + " of a loss must be one for each of"
                    + " the network's " + outputs + " outputs; you gave " + weights.size() + ".");
        }
    }

    /** One for each output, or none. */
    static float[] array(List<Float> weights, int outputs) {
        float[] array = new float[weights.isEmpty() ? 0 : outputs];
        for (int i = 0; i < array.length; i++) {
            array[i] = weights.get(weights.size() == 1 ? 0 : i);
        }
        return array;
    }
}
