package dev.lanewise.onnx.reader;

/** What an operator reads: numbers that are known, or what a layer makes. */
sealed interface Operand permits Constant, Maps, Operand.Grouped {

    /**
     * Maps that are seen as groups of channels, {@code [batch, groups, rest]}, which only a normalization of
     * each group takes, as PyTorch writes group normalization before opset 21.
     *
     * @param maps the maps, whose order is channel, row, column
     * @param groups the number of groups
     */
    record Grouped(Maps maps, int groups) implements Operand {}
}
