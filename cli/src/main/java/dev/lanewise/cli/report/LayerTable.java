package dev.lanewise.cli.report;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The layers of a network as rows of a table, for one image. */
public final class LayerTable {
    /** What stands above the columns, the first two of which are texts. */
    public static final List<String> HEADING = List.of("Layer (type)", "Output shape", "Params",
            "Multiply-adds", "Memory");

    private LayerTable() {}

    /** A row for the input and one for each layer. */
    public static List<List<String>> rows(Network network) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("input", network.inputShape().toString(), "0", "0",
                Numbers.bytes(bytes(network.inputShape().size()))));
        for (Node node : network.nodes()) {
            rows.add(List.of(node.name() + " (" + node.layer().summary() + ")",
                    node.output().toString(), Numbers.grouped(parameters(node)),
                    Numbers.grouped(node.multiplyAdds()),
                    Numbers.bytes(bytes(parameters(node) + node.output().size()))));
        }
        return rows;
    }

    /** Bytes of the parameters and of the outputs of one image. */
    public static long memory(Network network) {
        long values = network.inputShape().size();
        for (Node node : network.nodes()) {
            values += node.output().size();
        }
        return bytes(parameters(network) + values);
    }

    /** All parameters, with those that training leaves alone. */
    public static long parameters(Network network) {
        return network.nodes().stream().mapToLong(LayerTable::parameters).sum();
    }

    /**
     * Parameters that no optimizer changes: the centres of radial basis functions, and running averages.
     */
    public static long untrained(Network network) {
        long count = 0;
        for (Node node : network.nodes()) {
            count += node.layer().fixedValues();
        }
        for (Parameter parameter : network.parameters()) {
            count += parameter.role().isTrained() ? 0 : parameter.size();
        }
        return count;
    }

    private static long parameters(Node node) {
        return (long) node.parameterCount() + node.layer().fixedValues();
    }

    /** Bytes of so many floats. */
    public static long bytes(long values) {
        return values * Float.BYTES;
    }
}
