package dev.lanewise.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Clip;
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
    private static final Properties VALUES = GoldenLenet5.load("layers.properties");
    private static final Network NETWORK = Network.input(2, 6, 5)
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

    static Stream<Arguments> passes() {
        return Stream.of(KernelChoice.AUTO, KernelChoice.SCALAR)
                .flatMap(kernels -> Stream.of(Backend.TILE, 1)
                        .map(lanes -> Arguments.of(kernels, lanes)));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void logitsAndGradientsArePyTorchs(KernelChoice kernels, int lanes) {
        TrainingPass pass = new TrainingPass(NETWORK, Kernels.of(kernels).backend(), lanes, BATCH);
        float[][] images = IntStream.range(0, BATCH)
                .mapToObj(LayersGoldenTest::image)
                .toArray(float[][]::new);
        int[] labels = IntStream.range(0, BATCH)
                .map(i -> GoldenLenet5.draw24(LABEL_STREAM, i) % CLASSES)
                .toArray();
        pass.run(parameters(), images, labels, 0);
        float[] logits = new float[BATCH * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = pass.logits()[i / CLASSES][i % CLASSES];
        }
        assertClose("logits", logits);
        assertClose("gradients", pass.gradient());
    }

    private static float[] parameters() {
        float[] parameters = new float[NETWORK.parameterCount()];
        for (Parameter p : NETWORK.parameters()) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                parameters[i] = p.role().first()
                        + (GoldenLenet5.draw24(PARAMETER_STREAM, i) * 0x1p-23f - 1) / 2;
            }
        }
        return parameters;
    }

    private static float[] image(int index) {
        float[] pixels = new float[NETWORK.inputShape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = GoldenLenet5.draw24(IMAGE_STREAM, index * pixels.length + i) * 0x1p-24f;
        }
        return pixels;
    }

    private static void assertClose(String name, float[] actual) {
        double[] expected = Stream.of(VALUES.getProperty(name).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertEquals(expected.length, actual.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * largest, name + " " + i);
        }
    }
}
