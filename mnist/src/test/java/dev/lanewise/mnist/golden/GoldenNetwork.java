package dev.lanewise.mnist.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.testing.Draws;
import dev.lanewise.mnist.TinyNetworks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The golden values of MLPerf Tiny's networks from PyTorch; {@code tiny.py}, beside the files it wrote in
 * the test resources, says what was computed and how.
 */
enum GoldenNetwork {
    RESNET8("resnet8", TinyNetworks.resNet8(new Shape(3, 16, 16), 10), 0, 0.02, 4e-6, 4e-6, 1e-6),
    DS_CNN("ds-cnn", TinyNetworks.dsCnn(new Shape(1, 25, 10), 12), 2, 0.02, 4e-6, 2e-5, 1e-6),
    MOBILENET("mobilenet", TinyNetworks.mobileNet(new Shape(3, 32, 32), 2), 2, 0.005, 1e-5, 3e-5,
            1e-5),
    AUTOENCODER("autoencoder", TinyNetworks.autoencoder(64), 0, 0.02, 4e-5, 3e-5, 1e-6);

    /** Samples in a batch: a tile of 16, and one of 4. */
    static final int BATCH = 20;
    /** Batches of the training run. */
    static final int BATCHES = 10;
    private static final int PARAMETER_STREAM = 32;
    private static final int PRODUCT_STREAM = 33;

    private final String file;
    final Network network;
    final double learningRate;
    /** How far outputs may lie from PyTorch's in float64, of the largest; a few times what its float32 does. */
    final double outputBound;
    /** How far gradients may lie from them, of the largest of their layer. */
    final double gradientBound;
    /** How far losses may lie from them. */
    final double lossBound;
    private final float shift;
    private final Properties values = new Properties();

    GoldenNetwork(String file, Network network, float shift, double learningRate, double outputs,
            double gradients, double losses) {
        this.outputBound = outputs;
        this.gradientBound = gradients;
        this.lossBound = losses;
        this.network = network;
        this.shift = shift;
        this.learningRate = learningRate;
        this.file = file;
        try (InputStream in = open(".properties")) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open(String suffix) {
        return Objects.requireNonNull(GoldenNetwork.class.getResourceAsStream(file + suffix), file);
    }

    /** The values of a name. */
    double[] values(String name) {
        return Stream.of(values.getProperty(name).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The first parameters. */
    float[] parameters() {
        float[] parameters = new float[network.parameterCount()];
        for (Parameter p : network.parameters()) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                parameters[i] = first(p, Draws.signed(PARAMETER_STREAM, i));
            }
        }
        return parameters;
    }

    private float first(Parameter parameter, float u) {
        return switch (parameter.role()) {
            case WEIGHT -> u * (float) Math.sqrt(6.0 / parameter.fanIn());
            case BIAS -> (parameter.name().startsWith("bn") ? shift : 0) + u / 8;
            case SCALE, SLOPE -> parameter.role().first() + u / 2;
            case RUNNING_MEAN -> 0;
            case RUNNING_VARIANCE -> ParameterRole.RUNNING_VARIANCE.first();
        };
    }

    /** The gradients of the first batch, in the place of their parameters; 0 for running averages. */
    float[] gradients() {
        float[] gradients = new float[network.parameterCount()];
        try (InputStream in = open(".f32")) {
            FloatBuffer stored = ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            for (Parameter p : network.parameters()) {
                if (p.role().isTrained()) {
                    stored.get(gradients, p.offset(), p.size());
                }
            }
            assertEquals(0, stored.remaining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gradients;
    }

    /** The product of a parameter's values with numbers in [−1, 1). */
    static double product(Parameter parameter, float[] all) {
        double sum = 0;
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
            sum += (double) Draws.signed(PRODUCT_STREAM, i) * all[i];
        }
        return sum;
    }

    /** What is lowered. */
    Loss loss() {
        return this == AUTOENCODER ? Loss.meanSquaredError() : Loss.crossEntropy();
    }

    /** All samples, with their classes; those of the autoencoder are their own targets. */
    Dataset data() {
        return new DrawnSamples(network, BATCH * BATCHES, (int) values("stream")[0],
                this == AUTOENCODER);
    }
}
