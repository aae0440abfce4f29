package dev.lanewise.bench.peers;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.lanewise.engine.model.Model;
import dev.lanewise.onnx.OnnxModels;
import dev.lanewise.onnx.OnnxOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime; input and output stay in buffers outside the heap that it reads and writes. */
final class OnnxRuntimeNetwork implements PeerNetwork {
    private static final String INPUT = OnnxOptions.of().inputName();
    private static final String OUTPUT = "outputs";
    private final OrtSession session;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final OnnxTensor inputTensor;
    private final OnnxTensor outputTensor;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final float[] logits;

    OnnxRuntimeNetwork(Model model, int batch, int threads) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(
                    OnnxModels.toByteArray(model, OnnxOptions.of().outputName(OUTPUT)), options);
            input = buffer(batch * model.network().inputShape().size());
            output = buffer(batch * model.network().outputs());
            inputTensor = OnnxTensor.createTensor(environment, input,
                    shape(session.getInputInfo(), batch));
            outputTensor = OnnxTensor.createTensor(environment, output,
                    shape(session.getOutputInfo(), batch));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        inputs = Map.of(INPUT, inputTensor);
        outputs = Map.of(OUTPUT, outputTensor);
        logits = new float[batch * model.network().outputs()];
    }

    /** Extents of the only value, of which the file leaves the first open. */
    private static long[] shape(Map<String, NodeInfo> values, int batch) {
        NodeInfo value = values.values().iterator().next();
        long[] shape = ((TensorInfo) value.getInfo()).getShape().clone();
        shape[0] = batch;
        return shape;
    }

    private static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public float[] logits(float[] images) {
        input.put(0, images);
        try {
            session.run(inputs, outputs).close();
            output.get(0, logits);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        return logits;
    }

    @Override
    public void close() {
        inputTensor.close();
        outputTensor.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
