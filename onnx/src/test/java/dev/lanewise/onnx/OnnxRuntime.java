package dev.lanewise.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime, which judges files: one input and one output. */
final class OnnxRuntime implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxRuntime(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(file, options);
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
            FloatBuffer values = output.getFloatBuffer();
            float[] outputs = new float[values.remaining()];
            values.get(outputs);
            return outputs;
        }
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
