package dev.lanewise.onnx.reader;

/** An operator meets axes in an order that it can't take; another order of the input's may do. */
final class LayoutException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LayoutException(String message) {
        super(message);
    }
}
