package dev.lanewise.bench.peers;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Parameter;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * LeNet-5 with SiLU as a graph of TensorFlow, channels innermost as its kernels for processors want
 * them.
 */
final class TensorFlowLenet5 implements PeerNetwork, PeerTrainer {
    private static final int SIZE = 28;
    private static final int CLASSES = 10;
    private static final int TAPS = 25;
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final List<Variable<TFloat32>> variables = new ArrayList<>();
    private final List<Op> initializers = new ArrayList<>();
    private final Placeholder<TFloat32> images = tf.placeholder(TFloat32.class);
    private final Placeholder<TInt32> labels = tf.placeholder(TInt32.class);
    private final Operand<TFloat32> output;
    private final Operand<TFloat32> loss;
    private final List<Op> updates = new ArrayList<>();
    private final Session session;
    private final int batch;
    private final float[] logits;

    TensorFlowLenet5(Model model, int batch, int threads, float learningRate) {
        if (!model.network().equals(PeerModel.LENET5.network())) {
            throw new IllegalArgumentException("The network to compare with TensorFlow must be"
                    + " LENET5, the only one that this class knows; choose it, or other peers.");
        }
        this.batch = batch;
        this.logits = new float[batch * CLASSES];
        float[] values = model.parameters();
        for (Parameter parameter : model.network().parameters()) {
            add(parameter, values);
        }
        output = network();
        Operand<TFloat32> targets = tf.oneHot(labels, tf.constant(CLASSES), tf.constant(1f),
                tf.constant(0f));
        loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(output, targets).loss(),
                tf.constant(0));
        adam(learningRate);
        session = new Session(graph, ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .build());
        Session.Runner runner = session.runner();
        initializers.forEach(runner::addTarget);
        runner.run().close();
    }

    /** A parameter in TensorFlow's order: kernels [row, column, in, out], dense [in, out]. */
    private void add(Parameter parameter, float[] values) {
        List<Integer> d = parameter.dimensions();
        int out = d.getFirst();
        int each = parameter.size() / out;
        int channels = d.size() == 4 ? d.get(1) : parameter.name().equals("fc1.weight") ? 16 : 1;
        int inner = each / channels;
        float[] ordered = new float[parameter.size()];
        for (int o = 0; o < out; o++) {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < inner; i++) {
                    ordered[(i * channels + c) * out + o] = values[parameter.offset() + o * each
                            + c * inner + i];
                }
            }
        }
        Shape shape = d.size() == 4 ? Shape.of(d.get(2), d.get(3), d.get(1), out)
                : d.size() == 2 ? Shape.of(each, out) : Shape.of(out);
        variables.add(variable(tf.constant(shape, DataBuffers.of(ordered))));
    }

    private Variable<TFloat32> variable(Operand<TFloat32> start) {
        Variable<TFloat32> variable = tf.variable(start.shape(), TFloat32.class);
        initializers.add(tf.assign(variable, start));
        return variable;
    }

    private Operand<TFloat32> network() {
        Operand<TFloat32> first = convolution(images, 0, "SAME");
        Operand<TFloat32> second = convolution(first, 2, "VALID");
        Operand<TFloat32> flat = tf.reshape(second,
                tf.constant(new int[]{batch, TAPS * 16}));
        Operand<TFloat32> third = silu(dense(flat, 4));
        return dense(silu(dense(third, 6)), 8);
    }

    private Operand<TFloat32> convolution(Operand<TFloat32> x, int weight, String padding) {
        Conv2d<TFloat32> maps = tf.nn.conv2d(x, variables.get(weight), List.of(1L, 1L, 1L, 1L),
                padding);
        Operand<TFloat32> window = tf.nn.maxPool(
                tf.nn.biasAdd(maps, variables.get(weight + 1)),
                tf.constant(new int[]{1, 2, 2, 1}), tf.constant(new int[]{1, 2, 2, 1}), "VALID");
        return silu(window);
    }

    private Operand<TFloat32> dense(Operand<TFloat32> x, int weight) {
        return tf.nn.biasAdd(tf.linalg.matMul(x, variables.get(weight)),
                variables.get(weight + 1));
    }

    private Operand<TFloat32> silu(Operand<TFloat32> x) {
        return tf.math.mul(x, tf.math.sigmoid(x));
    }

    private void adam(float learningRate) {
        Gradients gradients = tf.gradients(loss, variables);
        Variable<TFloat32> power1 = variable(tf.constant(BETA_1));
        Variable<TFloat32> power2 = variable(tf.constant(BETA_2));
        Operand<TFloat32> beta1 = tf.constant(BETA_1);
        Operand<TFloat32> beta2 = tf.constant(BETA_2);
        // Variables change in place: none before all gradients that read them are there.
        Ops complete = tf.withControlDependencies(List.copyOf(gradients.dy()));
        List<Op> applied = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            Variable<TFloat32> weights = variables.get(i);
            applied.add(complete.train.applyAdam(weights, zerosLike(weights), zerosLike(weights),
                    power1, power2, tf.constant(learningRate), beta1, beta2,
                    tf.constant(EPSILON), gradients.dy(i)));
        }
        Ops after = tf.withControlDependencies(applied);
        updates.addAll(applied);
        updates.add(after.assign(power1, after.math.mul(power1, beta1)));
        updates.add(after.assign(power2, after.math.mul(power2, beta2)));
    }

    /** A moment of a variable's gradient. */
    private Variable<TFloat32> zerosLike(Variable<TFloat32> weights) {
        Operand<TFloat32> zeros = tf.zeros(tf.constant(weights.shape()), TFloat32.class);
        return variable(tf.reshape(zeros, tf.constant(weights.shape()))); // knows its shape
    }

    private TFloat32 tensor(float[] values) {
        return TFloat32.tensorOf(Shape.of(batch, SIZE, SIZE, 1),
                DataBuffers.of(FloatBuffer.wrap(values)));
    }

    @Override
    public float[] logits(float[] values) {
        try (TFloat32 input = tensor(values);
                Result result = session.runner().feed(images, input).fetch(output).run()) {
            ((TFloat32) result.get(0)).copyTo(
                    NdArrays.wrap(Shape.of(batch, CLASSES),
                            DataBuffers.of(logits)));
        }
        return logits;
    }

    @Override
    public float step(float[] values, int[] classes) {
        try (TFloat32 input = tensor(values);
                TInt32 target = TInt32.tensorOf(Shape.of(batch),
                        DataBuffers.of(IntBuffer.wrap(classes)))) {
            Session.Runner runner = session.runner()
                    .feed(images, input)
                    .feed(labels, target)
                    .fetch(loss);
            updates.forEach(runner::addTarget);
            try (Result result = runner.run(); Tensor mean = result.get(0)) {
                return ((TFloat32) mean).getFloat();
            }
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
