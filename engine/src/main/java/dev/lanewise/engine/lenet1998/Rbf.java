package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.ComputedLayer;
import dev.lanewise.engine.plan.Site;
import dev.lanewise.engine.plan.Step;
import dev.lanewise.engine.source.ClassText;
import dev.lanewise.engine.source.SourcedLayer;
import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * Euclidean radial basis functions with fixed centres of components +1 and −1 (LeCun, Bottou, Bengio,
 * Haffner 1998, section II-B: the output layer). An output is <em>minus</em> the squared distance of
 * the input from its centre, so that the greatest is the class, as with logits. Nothing is trained.
 *
 * @param codes for each output its centre: a '+' or a '-' for each input value
 */
public record Rbf(List<String> codes) implements ComputedLayer, SourcedLayer {

    /** Checks and copies the codes. */
    public Rbf {
        codes = List.copyOf(codes);
        if (codes.isEmpty()) {
            throw new ShapeException("Radial basis functions need a code; they have none.");
        }
        int length = codes.get(0).length();
        for (String code : codes) {
            if (code.length() != length || code.isEmpty()
                    || !code.chars().allMatch(c -> c == '+' || c == '-')) {
                throw new ShapeException("Radial basis functions need codes of + and - that are all"
                        + " as long as the first, " + length + "; they have \"" + code + "\".");
            }
        }
    }

    /** All centres, one after the other. */
    public float[] centres() {
        String all = String.join("", codes);
        float[] centres = new float[all.length()];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = all.charAt(i) == '+' ? 1 : -1;
        }
        return centres;
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        if (input.size() != codes.get(0).length()) {
            throw new ShapeException("Layer " + name + " needs " + codes.get(0).length()
                    + " values, one for each component of its codes, but its input has "
                    + input.size()
                    + "; change the layer before it, or the codes.");
        }
        return new Shape(codes.size(), 1, 1);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) codes.size() * input.size();
    }

    @Override
    public String stem() {
        return "rbf";
    }

    @Override
    public int fixedValues() {
        return codes.size() * codes.get(0).length();
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return 1;
    }

    @Override
    public Step step(Site site) {
        return new RbfStep(this, site);
    }

    @Override
    public String expression(ClassText text, Node node, String input) {
        return text.distances(input, codes.size(), text.weights(centres()));
    }

    @Override
    public boolean readsVector() {
        return true;
    }

    @Override
    public String type() {
        return "rbf";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("codes", codes).values();
    }

    static Rbf of(LayerAttributes.Reader from) {
        return new Rbf(from.texts("codes"));
    }
}
