package dev.lanewise.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime; input and output stay in buffers outside the heap that it reads and writes. */
final class OnnxRuntimeNetwork implements PeerNetwork {
    private final OrtSession session;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final OnnxTensor inputTensor;
    private final OnnxTensor outputTensor;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final float[] logits;

    OnnxRuntimeNetwork(Model model, int batch, int threads) {
        Shape shape = model.network().inputShape();
        int classes = model.network().outputs();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(OnnxModel.of(model), options);
            input = buffer(batch * shape.size());
            output = buffer(batch * classes);
            inputTensor = OnnxTensor.createTensor(environment, input,
                    new long[]{batch, shape.channels(), shape.height(), shape.width()});
            outputTensor = OnnxTensor.createTensor(environment, output,
                    new long[]{batch, classes});
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        inputs = Map.of(OnnxModel.INPUT, inputTensor);
        outputs = Map.of(OnnxModel.OUTPUT, outputTensor);
        logits = new float[batch * classes];
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
