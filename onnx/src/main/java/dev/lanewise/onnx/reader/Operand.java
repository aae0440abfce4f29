package dev.lanewise.onnx.reader;

import java.util.List;

/** What an operator reads: numbers that are known, or what a layer makes. */
sealed interface Operand permits Constant, Maps, Operand.Grouped, Operand.Distances {

    /**
     * Maps that are seen as groups of channels, {@code [batch, groups, rest]}, which only a normalization of
     * each group takes, as PyTorch writes group normalization before opset 21.
     *
     * @param maps the maps, whose order is channel, row, column
     * @param groups the number of groups
     */
    record Grouped(Maps maps, int groups) implements Operand {}

    /**
     * What is between a vector and its radial basis functions.
     *
     * @param maps the vector
     * @param codes for each centre its components, {@code +} and {@code -}
     * @param stage how far it is
     */
    record Distances(Maps maps, List<String> codes, Stage stage) implements Operand {
        /** What is computed so far. */
        enum Stage {
            /** The differences from each centre. */
            DIFFERENCES,
            /** Their squares. */
            SQUARES,
            /** The sum of those for each centre. */
            SUMS
        }

        Distances at(Stage next) {
            return new Distances(maps, codes, next);
        }
    }
}
