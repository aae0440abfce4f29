package dev.lanewise.engine.lenet1998;

import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.plan.ComputedLayer;
import dev.lanewise.engine.plan.Site;
import dev.lanewise.engine.plan.Stage;
import dev.lanewise.engine.plan.Step;
import dev.lanewise.engine.source.ClassText;
import dev.lanewise.engine.source.SourcedLayer;
import dev.lanewise.engine.text.LayerAttributes;
import java.util.List;
import java.util.Map;

/**
 * A two-dimensional convolution with bias at stride 1 without padding, in which every output map reads
 * some of the input maps (LeCun, Bottou, Bengio, Haffner 1998, section II-B: layer C3). Weights are {@code
 * [connections, kernel, kernel]}: for each output map in order, one kernel for each map it reads.
 *
 * @param kernel rows and columns of a kernel
 * @param table for each output map the indices of the input maps that it reads, ascending
 */
public record TableConv2d(int kernel, List<List<Integer>> table)
        implements ComputedLayer, SourcedLayer {

    /** Checks and copies the table. */
    public TableConv2d {
        table = table.stream().map(List::copyOf).toList();
        if (kernel < 1 || table.isEmpty()) {
            throw new ShapeException(
                    "A table-connected convolution needs a kernel of at least 1 and an output map;"
                            + " it has kernel " + kernel + " and " + table.size() + " maps.");
        }
        for (List<Integer> inputs : table) {
            int before = -1;
            for (int input : inputs) {
                if (input <= before) {
                    throw new ShapeException("A table-connected convolution needs the input maps"
                            + " of an output map in ascending order from 0; it has " + inputs
                            + ".");
                }
                before = input;
            }
            if (inputs.isEmpty()) {
                throw new ShapeException("A table-connected convolution needs an input map for"
                        + " every output map; one has none.");
            }
        }
    }

    /** Pairs of an output map and an input map that it reads. */
    public int connections() {
        return table.stream().mapToInt(List::size).sum();
    }

    @Override
    public Shape outputShape(String name, Shape input) {
        for (List<Integer> inputs : table) {
            if (inputs.get(inputs.size() - 1) >= input.channels()) {
                throw new ShapeException("Layer " + name + " needs "
                        + (inputs.get(inputs.size() - 1) + 1)
                        + " input maps or more, but its input has "
                        + input.channels() + "; correct its table.");
            }
        }
        return dense().outputShape(name, input);
    }

    /** The convolution of the same size in which every output map reads every input map. */
    public Conv2d dense() {
        return Conv2d.of(table.size(), kernel, Padding.VALID);
    }

    @Override
    public long multiplyAdds(Shape input) {
        Shape output = outputShape(stem(), input);
        return (long) connections() * kernel * kernel * output.height() * output.width();
    }

    @Override
    public String stem() {
        return "conv";
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        int weights = Math.multiplyExact(connections(), Math.multiplyExact(kernel, kernel));
        int maps = table.size();
        // The mean over the maps, which differ in how many they read.
        return Parameter.weightAndBias(List.of(connections(), kernel, kernel), maps,
                Math.ceilDiv(weights, maps), Math.ceilDiv(weights, input.channels()));
    }

    @Override
    public int extentBefore(int extent, boolean rows) {
        return dense().extentBefore(extent, rows);
    }

    @Override
    public Step step(Site site) {
        return new TableConvolutionStep(this, site);
    }

    @Override
    public String expression(ClassText text, Node node, String input) {
        int inputs = node.input().channels();
        float[] full = new float[table.size() * inputs * kernel * kernel];
        float[] weights = text.values(node.weight());
        int size = kernel * kernel;
        int next = 0;
        for (int place : places(inputs)) {
            System.arraycopy(weights, next, full, place, size);
            next += size;
        }
        return text.convolution(input, node.input(), node.output(),
                new int[]{kernel, kernel, 1, 1, 1, 1, 0, 0}, 1, text.weights(full),
                text.weights(node.bias()));
    }

    /**
     * Where the first weight of each connection lies among those of a full convolution, in the order of
     * the table.
     */
    public int[] places(int inputMaps) {
        int[] places = new int[connections()];
        int next = 0;
        for (int map = 0; map < table.size(); map++) {
            for (int input : table.get(map)) {
                places[next++] = (map * inputMaps + input) * kernel * kernel;
            }
        }
        return places;
    }

    @Override
    public Stage.Sums sums() {
        return Stage.Sums.LANES;
    }

    @Override
    public String type() {
        return "tableConv2d";
    }

    @Override
    public Map<String, Object> attributes() {
        return LayerAttributes.none().with("kernel", kernel).with("table", table).values();
    }

    static TableConv2d of(LayerAttributes.Reader from) {
        return new TableConv2d(from.whole("kernel"), from.table("table"));
    }

    @Override
    public String summary() {
        return "TableConv2d " + kernel + "×" + kernel;
    }
}
