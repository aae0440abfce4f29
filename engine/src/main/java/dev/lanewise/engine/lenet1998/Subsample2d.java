package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.ComputedLayer;
import dev.lanewise.engine.plan.Site;
import dev.lanewise.engine.plan.Stage;
import dev.lanewise.engine.plan.Step;
import dev.lanewise.engine.source.ClassText;
import dev.lanewise.engine.source.SourcedLayer;
import dev.lanewise.engine.text.LayerAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trainable sub-sampling (LeCun, Bottou, Bengio, Haffner 1998, section II-B: layers S2 and S4): the sum of
 * each window, times a weight of the map, plus a bias of the map. Windows touch and do not overlap; what
 * does not fill one is left out.
 *
 * @param window rows and columns of a window
 */
public record Subsample2d(int window) implements ComputedLayer, SourcedLayer {

    /** Checks the window. */
    public Subsample2d {
        pooling(window);
    }

    /** The pooling over the same windows. */
    public AveragePool2d pooling() {
        return pooling(window);
    }

    private static AveragePool2d pooling(int window) {
        return AveragePool2d.of(window);
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        return pooling().outputShape(name, input);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return outputShape(stem(), input).size();
    }

    @Override
    public String stem() {
        return "sub";
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return Parameter.weightAndBias(List.of(input.channels(), 1), input.channels(),
                Math.multiplyExact(window, window), 1);
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return pooling().extentBefore(extent, rows);
    }

    @Override
    public Step step(Site site) {
        return new SubsamplingStep(this, site);
    }

    @Override
    public String expression(ClassText text, Node node, String input) {
        int maps = node.input().channels();
        float[] area = new float[maps];
        Arrays.fill(area, (float) window * window);
        String sums = text.affine(text.averagePool(input, node.input(), node.output(),
                new int[]{window, window, window, window, 0, 0, 0}), maps, text.weights(area),
                text.weights(new float[maps]));
        return text.affine(sums, maps, text.weights(node.weight()), text.weights(node.bias()));
    }

    @Override
    public Stage.Sums sums() {
        return Stage.Sums.LANES;
    }

    @Override
    public String type() {
        return "subsample2d";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("window", window).values();
    }

    static Subsample2d of(LayerAttributes.Reader from) {
        return new Subsample2d(from.whole("window"));
    }

    @Override
    public String summary() {
        return "Subsample2d " + window + "×" + window;
    }
}
