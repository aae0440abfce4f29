package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;

/** What ONNX Runtime makes of a file, against what the engine does. */
public final class Judge {
    private static final double TOLERANCE = 1e-5;
    private static final int SAMPLES = 3;

    private Judge() {}

    /** {@return numbers from −2 to 2 that are always the same} */
    public static float[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (random.nextDouble() * 4 - 2);
        }
        return numbers;
    }

    /** Compares the outputs for some samples of a file whose input has these extents after the batch. */
    public static void assertEqualOutputs(byte[] file, Model model, String output, int batch,
            long... extents) throws OrtException {
        assertEqualOutputs(file, model, output, batch, false, extents);
    }

    /** The same; an input of rows, columns, channels is turned for the model. */
    public static void assertEqualOutputs(byte[] file, Model model, String output, int batch,
            boolean channelsLast, long... extents) throws OrtException {
        int size = 1;
        for (long extent : extents) {
            size *= (int) extent;
        }
        // Not the logits before a softmax.
        Model outputs = model.withLoss(Loss.meanSquaredError());
        int samples = batch > 0 ? batch : SAMPLES;
        float[] values = numbers(samples * size, 42);
        float[] wanted = run(file, values, samples, output, extents);
        for (int i = 0; i < samples; i++) {
            float[] sample = new float[size];
            System.arraycopy(values, i * size, sample, 0, size);
            float[] found = outputs.outputs(channelsLast ? turned(sample, extents) : sample);
            assertEquals(wanted.length / samples, found.length, "outputs");
            float[] of = new float[found.length];
            System.arraycopy(wanted, i * of.length, of, 0, of.length);
            assertNear(of, found);
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

    private static float[] run(byte[] file, float[] values, int samples, String output,
            long... extents) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] dims = new long[extents.length + 1];
        dims[0] = samples;
        System.arraycopy(extents, 0, dims, 1, extents.length);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file, options);
                    OnnxTensor input = OnnxTensor.createTensor(environment,
                            FloatBuffer.wrap(values), dims);
                    OrtSession.Result result = session.run(
                            Map.of(session.getInputNames().iterator().next(), input))) {
                OnnxTensor made = (OnnxTensor) result.get(output).orElseThrow();
                FloatBuffer buffer = made.getFloatBuffer();
                float[] all = new float[buffer.remaining()];
                buffer.get(all);
                return all;
            }
        }
    }

    private static void assertNear(float[] wanted, float[] found) {
        double largest = 1e-3;
        for (float value : wanted) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!(Math.abs(wanted[i] - found[i]) <= TOLERANCE * largest)) {
                fail("output " + i + " must be " + wanted[i] + " within 1e-5 of " + largest
                        + ", but is " + found[i]);
            }
        }
    }
}
