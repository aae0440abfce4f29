package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that PyTorch exported ({@code pytorch.py} beside the files). */
class PytorchTest {

    static byte[] file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                PytorchTest.class.getResourceAsStream(name + ".onnx"), name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({"lenet-9, 1, 24, 24", "lenet-13, 1, 24, 24", "residual-9, 3, 12, 12",
            "residual-13, 3, 12, 12", "depthwise-13, 3, 16, 16", "depthwise-16, 3, 16, 16",
            "adaptive-9, 1, 14, 10", "adaptive-13, 1, 14, 10", "adaptive-16, 1, 14, 10",
            "interpolate-13, 2, 8, 10", "interpolate-16, 2, 8, 10"})
    void givesWhatOnnxRuntimeGives(String name, long channels, long rows, long columns)
            throws Exception {
        byte[] file = file(name);
        OnnxRuntime.assertEqualOutputs(file, OnnxModels.read(name, file), "y", 0, channels, rows,
                columns);
    }

    @Test
    void probabilitiesAreThoseOfTheSoftmaxInTheFile() throws Exception {
        Model model = OnnxModels.read("lenet-13", file("lenet-13"));
        float[] sample = OnnxRuntime.numbers(24 * 24, 1);
        float[] all = model.layerOutputs(
                Sample.of(model.network().inputShape(), sample))
                .getLast()
                .values();
        assertArrayEquals(all, model.probabilities(sample), 1e-6f);
        assertEquals("pytorch 1.13.0", model.provenance().get("producer"));
    }

    @Test
    void asManyLayersAsWritten() throws Exception {
        assertEquals("1×24×24 → conv1 6×24×24 → tanh1 6×24×24 → pool1 6×12×12 → conv2 16×8×8"
                + " → tanh2 16×8×8 → pool2 16×4×4 → fc1 32 → silu1 32 → fc2 10 → softmax1 10",
                OnnxModels.read("lenet-13", file("lenet-13")).network().toString());
    }
}
