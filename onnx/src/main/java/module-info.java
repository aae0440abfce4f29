/**
 * Networks from ONNX files and to them, without a library of protocol buffers. What to read first: {@link
 * dev.lanewise.onnx.OnnxModels}, and the module {@code dev.lanewise.engine}.
 */
@org.jspecify.annotations.NullMarked module dev.lanewise.onnx {
    requires transitive dev.lanewise.engine;
    requires static org.jspecify;

    exports dev.lanewise.onnx;
}
