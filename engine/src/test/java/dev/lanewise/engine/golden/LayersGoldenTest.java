package dev.lanewise.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.LayerNorm;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.nn.Upsample2d;
import dev.lanewise.engine.plan.TrainingPass;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One of each further layer against PyTorch; {@code layers.py} and {@code pools.py}, beside the files they
 * wrote in the test resources, say what was computed and how.
 */
class LayersGoldenTest {
    // Float32 runs of PyTorch are off by 5e-8 to 1e-7 of the largest value.
    private static final double TOLERANCE = 1e-6;
    private static final int BATCH = 20;
    private static final int CLASSES = 5;
    private static final Network LAYERS = Network.input(2, 6, 5)
            .conv2d(4, 3, Padding.SAME)
            .layer(GroupNorm.of(2))
            .layer(Activation.HARD_SWISH)
            .layer(new Upsample2d(2, Upsample2d.Mode.BILINEAR))
            .conv2d(6, 3)
            .layer(new PRelu())
            .layer(GroupNorm.of(6))
            .layer(new LeakyRelu(0.125f))
            .layer(new Upsample2d(2, Upsample2d.Mode.NEAREST))
            .conv2d(4, 3)
            .layer(LayerNorm.of())
            .layer(new Elu(1.5f))
            .concat(left -> left.layer(GlobalPool2d.AVERAGE),
                    right -> right.layer(GlobalPool2d.MAX))
            .dense(7)
            .layer(LayerNorm.of())
            .layer(Activation.SIGMOID)
            .dense(6)
            .layer(Activation.SOFTPLUS)
            .dense(6)
            .layer(Activation.HARD_SIGMOID)
            .dense(6)
            .layer(new Clip(-0.25f, 0.5f))
            .dense(CLASSES)
            .build();
    private static final Network POOLS = Network.input(2, 11, 9)
            .layer(new ConstantPad2d(1, 0, 2, 1, -0.25f))
            .conv2d(4, 3)
            .tanh()
            .layer(MaxPool2d.of(3, 2).stride(2, 1).padding(1))
            .conv2d(4, 2)
            .tanh()
            .layer(AveragePool2d.of(3, 2).stride(2).padding(1, 0).ceilMode(true))
            .layer(new Softmax())
            .conv2d(5, 2)
            .concat(left -> left.layer(MaxPool2d.of(2).ceilMode(true)).layer(new Flatten()),
                    right -> right
                            .layer(AveragePool2d.of(2)
                                    .padding(1)
                                    .ceilMode(true)
                                    .countIncludePad(false))
                            .layer(new Flatten()))
            .dense(6)
            .layer(new Softmax())
            .dense(CLASSES)
            .layer(new LogSoftmax())
            .build();

    private static final Network CONVOLUTIONS = Network.input(4, 12, 10)
            .layer(Conv2d.of(6, 3, Padding.SAME).stride(2).groups(2))
            .silu()
            .layer(Conv2d.of(12, 3, Padding.SAME).groups(6))
            .silu()
            .conv2d(8, 1)
            .tanh()
            .layer(Conv2d.of(6, 3, 2).stride(1, 2).dilation(2, 1).padding(2, 2, 1, 0))
            .silu()
            .layer(ConvTranspose2d.of(4, 3).stride(2).padding(1).outputPadding(1, 0).groups(2))
            .silu()
            .layer(ConvTranspose2d.of(3, 2, 3).stride(1, 2).dilation(2).padding(1, 2))
            .silu()
            .dense(CLASSES)
            .build();

    /**
     * A network with its values.
     *
     * @param name of the script and its file
     * @param stream of the labels; those of parameters and images come after it
     */
    private record Golden(String name, Network network, int stream) {
        Properties values() {
            return GoldenLenet5.load(name + ".properties");
        }
    }

    static Stream<Arguments> passes() {
        return Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                .flatMap(kernels -> Stream.of(Backend.TILE, 1)
                        .flatMap(lanes -> Stream
                                .of(new Golden("layers", LAYERS, 21),
                                        new Golden("pools", POOLS, 31),
                                        new Golden("convolutions", CONVOLUTIONS, 21))
                                .map(golden -> Arguments.of(golden, kernels, lanes))));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void logitsAndGradientsArePyTorchs(Golden golden, KernelChoice kernels, int lanes) {
        TrainingPass pass = new TrainingPass(golden.network, Kernels.of(kernels).backend(), lanes,
                BATCH);
        float[][] images = IntStream.range(0, BATCH)
                .mapToObj(index -> image(golden, index))
                .toArray(float[][]::new);
        int[] labels = IntStream.range(0, BATCH)
                .map(i -> GoldenLenet5.draw24(golden.stream, i) % CLASSES)
                .toArray();
        pass.run(parameters(golden), images, labels, 0);
        float[] logits = new float[BATCH * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = pass.logits()[i / CLASSES][i % CLASSES];
        }
        assertClose(golden, "logits", logits);
        assertClose(golden, "gradients", pass.gradient());
    }

    private static float[] parameters(Golden golden) {
        float[] parameters = new float[golden.network.parameterCount()];
        for (Parameter p : golden.network.parameters()) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                parameters[i] = p.role().first()
                        + (GoldenLenet5.draw24(golden.stream + 1, i) * 0x1p-23f - 1) / 2;
            }
        }
        return parameters;
    }

    private static float[] image(Golden golden, int index) {
        float[] pixels = new float[golden.network.inputShape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = GoldenLenet5.draw24(golden.stream + 2, index * pixels.length + i)
                    * 0x1p-24f;
        }
        return pixels;
    }

    private static void assertClose(Golden golden, String name, float[] actual) {
        double[] expected = Stream.of(golden.values().getProperty(name).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertEquals(expected.length, actual.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * largest, name + " " + i);
        }
    }
}
