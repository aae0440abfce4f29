package dev.lanewise.onnx.reader;

/**
 * What a layer makes of a sample, and how ONNX sees it.
 *
 * @param source the layer's index in the draft, or {@code Node.NETWORK_INPUT}
 * @param layout its axes
 * @param shared whether something else reads it, too
 */
record Maps(int source, Layout layout, boolean shared) implements Operand {

    /** {@return what a new layer makes, which nobody reads yet} */
    static Maps of(int source, Layout layout) {
        return new Maps(source, layout, false);
    }

    /** {@return the same values seen with other axes} */
    Maps with(Layout other) {
        return new Maps(source, other, shared);
    }

    /** {@return the same values as they are for a reader that isn't the only one} */
    Maps sharedIf(boolean others) {
        return new Maps(source, layout, shared || others);
    }
}
