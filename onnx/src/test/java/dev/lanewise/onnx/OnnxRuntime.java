package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** ONNX Runtime, which judges what is written and what is read. */
final class OnnxRuntime implements AutoCloseable {
    private static final double TOLERANCE = 1e-5;
    private static final int SAMPLES = 3;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxRuntime(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(file, options);
        }
    }

    /** {@return numbers from −2 to 2 that are always the same} */
    static float[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (random.nextDouble() * 4 - 2);
        }
        return numbers;
    }

    /** Compares the outputs for some samples of a file whose input has these extents after the batch. */
    static void assertEqualOutputs(byte[] file, Model model, String output, int batch,
            long... extents) throws OrtException {
        assertEqualOutputs(file, model, output, batch, false, extents);
    }

    /** The same; an input of rows, columns, channels is turned for the model. */
    static void assertEqualOutputs(byte[] file, Model model, String output, int batch,
            boolean channelsLast, long... extents) throws OrtException {
        int size = 1;
        for (long extent : extents) {
            size *= (int) extent;
        }
        // Not the logits before a softmax.
        Model outputs = model.withLoss(Loss.meanSquaredError());
        int samples = batch > 0 ? batch : SAMPLES;
        float[] values = numbers(samples * size, 42);
        float[] wanted;
        try (OnnxRuntime runtime = new OnnxRuntime(file)) {
            wanted = runtime.run(values, samples, output, extents);
        }
        for (int i = 0; i < samples; i++) {
            float[] sample = new float[size];
            System.arraycopy(values, i * size, sample, 0, size);
            float[] found = outputs.outputs(channelsLast ? turned(sample, extents) : sample);
            assertEquals(wanted.length / samples, found.length, "outputs");
            float[] of = new float[found.length];
            System.arraycopy(wanted, i * of.length, of, 0, of.length);
            assertClose(of, found, "sample " + i);
        }
    }

    private static float[] turned(float[] sample, long... extents) {
        int channels = (int) extents[extents.length - 1];
        int places = sample.length / channels;
        float[] turned = new float[sample.length];
        for (int i = 0; i < sample.length; i++) {
            turned[i % channels * places + i / channels] = sample[i];
        }
        return turned;
    }

    /** Compares outputs; the greatest of the expected ones is the measure. */
    static void assertClose(float[] expected, float[] actual, String what) {
        double most = 1e-3;
        for (float value : expected) {
            most = Math.max(most, Math.abs(value));
        }
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], most * TOLERANCE, what + ", value " + i);
        }
    }

    private static NodeInfo only(Map<String, NodeInfo> values) {
        return values.values().iterator().next();
    }

    String input() throws OrtException {
        return only(session.getInputInfo()).toString();
    }

    String output() throws OrtException {
        return only(session.getOutputInfo()).toString();
    }

    /** The provenance and what else stands in the file. */
    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** The outputs, one sample after the other. */
    float[] run(float[] samples, int batch) throws OrtException {
        return run(samples, batch, false);
    }

    /** The same with samples of bytes. */
    float[] runBytes(float[] samples, int batch) throws OrtException {
        return run(samples, batch, true);
    }

    private float[] run(float[] samples, int batch, boolean bytes) throws OrtException {
        NodeInfo input = only(session.getInputInfo());
        long[] shape = ((TensorInfo) input.getInfo()).getShape().clone();
        shape[0] = batch;
        try (OnnxTensor tensor = bytes
                ? OnnxTensor.createTensor(environment, bytes(samples), shape, OnnxJavaType.UINT8)
                : OnnxTensor.createTensor(environment, FloatBuffer.wrap(samples), shape);
                OrtSession.Result result = session.run(Map.of(input.getName(), tensor))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            long[] expected = ((TensorInfo) only(session.getOutputInfo()).getInfo()).getShape()
                    .clone();
            expected[0] = batch;
            long[] made = output.getInfo().getShape();
            if (!Arrays.equals(expected, made)) {
                throw new IllegalStateException("said " + Arrays.toString(expected) + ", made "
                        + Arrays.toString(made));
            }
            return floats(output);
        }
    }

    /** An output that is named, for an input of these extents after the batch. */
    private float[] run(float[] values, int samples, String name, long... extents)
            throws OrtException {
        long[] dims = new long[extents.length + 1];
        dims[0] = samples;
        System.arraycopy(extents, 0, dims, 1, extents.length);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values),
                dims);
                OrtSession.Result result = session.run(
                        Map.of(only(session.getInputInfo()).getName(), tensor))) {
            return floats((OnnxTensor) result.get(name).orElseThrow());
        }
    }

    private static float[] floats(OnnxTensor output) {
        FloatBuffer values = output.getFloatBuffer();
        float[] outputs = new float[values.remaining()];
        values.get(outputs);
        return outputs;
    }

    private static ByteBuffer bytes(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(samples.length);
        for (float sample : samples) {
            bytes.put((byte) sample);
        }
        return bytes.flip();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
