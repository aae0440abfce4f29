package dev.lanewise.onnx;

/** Models from ONNX files and to them. */
public final class OnnxModels {
    private OnnxModels() {}
}
