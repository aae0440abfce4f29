package dev.lanewise.engine.nn;

import java.util.List;

/**
 * A two-dimensional convolution with bias at stride 1 without padding, in which every output map reads
 * some of the input maps (LeCun, Bottou, Bengio, Haffner 1998, section II-B: layer C3). Weights are {@code
 * [connections, kernel, kernel]}: for each output map in order, one kernel for each map it reads.
 *
 * @param kernel rows and columns of a kernel
 * @param table for each output map the indices of the input maps that it reads, ascending
 */
public record TableConv2d(int kernel, List<List<Integer>> table) implements Layer {

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
}
