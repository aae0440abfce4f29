package dev.lanewise.cli.export;

import dev.lanewise.engine.model.Model;
import dev.lanewise.onnx.OnnxModels;
import dev.lanewise.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How an ONNX file is written.
 *
 * @param opset version of the operators
 * @param withPreprocessing whether the file takes bytes and normalizes them itself
 * @param probabilities whether it puts out probabilities
 * @param foldBatchNorm whether batch normalizations become part of the weights before them
 */
public record Onnx(int opset, boolean withPreprocessing, boolean probabilities,
        boolean foldBatchNorm) implements Exported {

    @Override
    public void write(Model model, Path file) throws IOException {
        OnnxModels.write(model, file, OnnxOptions.of()
                .opset(opset)
                .input(withPreprocessing ? OnnxOptions.Input.BYTES : OnnxOptions.Input.NORMALIZED)
                .probabilities(probabilities)
                .foldBatchNorm(foldBatchNorm));
    }

    @Override
    public String told() {
        return "ONNX, opset " + opset + ", " + (withPreprocessing ? "bytes" : "normalized floats")
                + " in, " + (probabilities ? "probabilities" : "logits") + " out";
    }
}
