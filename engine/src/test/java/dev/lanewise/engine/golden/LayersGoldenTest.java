package dev.lanewise.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.LayerNorm;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
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
 * One of each further layer against PyTorch; {@code layers.py}, beside the file it wrote in the test
 * resources, says what was computed and how.
 */
class LayersGoldenTest {
    // A float32 run of PyTorch is off by 7e-8 and 8e-8 of the largest value.
    private static final double TOLERANCE = 1e-6;
    private static final int BATCH = 20;
    private static final int CLASSES = 5;
    private static final int LABEL_STREAM = 21;
    private static final int PARAMETER_STREAM = 22;
    private static final int IMAGE_STREAM = 23;
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

    static Stream<Arguments> passes() {
        return Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                .flatMap(kernels -> Stream.of(Backend.TILE, 1)
                        .flatMap(lanes -> Stream.of(
                                Arguments.of("layers", LAYERS, kernels, lanes),
                                Arguments.of("convolutions", CONVOLUTIONS, kernels, lanes))));
    }

    @ParameterizedTest(name = "{0}, {2}, lanes {3}")
    @MethodSource("passes")
    void logitsAndGradientsArePyTorchs(String file, Network network, KernelChoice kernels,
            int lanes) {
        Properties values = GoldenLenet5.load(file + ".properties");
        TrainingPass pass = new TrainingPass(network, Kernels.of(kernels).backend(), lanes, BATCH);
        float[][] images = IntStream.range(0, BATCH)
                .mapToObj(i -> image(network, i))
                .toArray(float[][]::new);
        int[] labels = IntStream.range(0, BATCH)
                .map(i -> GoldenLenet5.draw24(LABEL_STREAM, i) % CLASSES)
                .toArray();
        pass.run(parameters(network), images, labels, 0);
        float[] logits = new float[BATCH * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = pass.logits()[i / CLASSES][i % CLASSES];
        }
        assertClose(values, "logits", logits);
        assertClose(values, "gradients", pass.gradient());
    }

    private static float[] parameters(Network network) {
        float[] parameters = new float[network.parameterCount()];
        for (Parameter p : network.parameters()) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                parameters[i] = p.role().first()
                        + (GoldenLenet5.draw24(PARAMETER_STREAM, i) * 0x1p-23f - 1) / 2;
            }
        }
        return parameters;
    }

    private static float[] image(Network network, int index) {
        float[] pixels = new float[network.inputShape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = GoldenLenet5.draw24(IMAGE_STREAM, index * pixels.length + i) * 0x1p-24f;
        }
        return pixels;
    }

    private static void assertClose(Properties values, String name, float[] actual) {
        double[] expected = Stream.of(values.getProperty(name).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertEquals(expected.length, actual.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * largest, name + " " + i);
        }
    }
}
