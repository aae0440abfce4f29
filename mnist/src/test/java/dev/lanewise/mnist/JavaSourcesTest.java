package dev.lanewise.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.JavaSource;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Predictor;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.testing.CompiledSources;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated classes of this module's networks give the bits of the scalar kernels. */
class JavaSourcesTest {
    private static final int LENET_IMAGES = 1000;
    private static final int IMAGES = 8;
    private static final String NAME = "made.Net";
    @TempDir
    private Path folder;

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(Lenet5.article(), Normalization.standard(0.13, 0.31), LENET_IMAGES),
                Arguments.of(Lenet5.of(Activation.TANH), Normalization.unit(), LENET_IMAGES),
                Arguments.of(Lenet5.of1998(), Lenet5.normalization1998(), LENET_IMAGES),
                Arguments.of(TinyNetworks.resNet8(new Shape(3, 32, 32), 10),
                        Normalization.of(new float[]{0.01f, 0.02f, 0.015f},
                                new float[]{-1, -0.5f, -0.75f}),
                        IMAGES),
                Arguments.of(TinyNetworks.dsCnn(new Shape(1, 49, 10), 12), Normalization.unit(),
                        IMAGES),
                Arguments.of(TinyNetworks.mobileNet(new Shape(3, 96, 96), 2), Normalization.unit(),
                        IMAGES),
                Arguments.of(TinyNetworks.autoencoder(640), Normalization.unit(), IMAGES));
    }

    private static float[] parameters(Network network, Random random) {
        float[] parameters = new float[network.parameterCount()];
        for (Parameter p : network.parameters()) {
            double bound = StrictMath.sqrt(3.0 / p.fanIn());
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                parameters[i] = p.role().first()
                        + (float) ((random.nextFloat() - 0.5) * Math.min(1, bound));
            }
        }
        return parameters;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theBitsAreTheScalarKernels(Network network, Normalization normalization, int images)
            throws Throwable {
        Random random = new Random(3);
        Model model = Model.of(network, parameters(network, random), normalization, Map.of());
        Predictor predictor = model.predictor(Kernels.of(KernelChoice.SCALAR));
        try (CompiledSources compiled = new CompiledSources(
                Map.of(NAME, JavaSource.of(model, NAME)), folder)) {
            MethodHandle logits = compiled.method(NAME, "logits", float[].class);
            float[] image = new float[network.inputShape().size()];
            float[] expected = new float[network.outputs()];
            for (int i = 0; i < images; i++) {
                for (int j = 0; j < image.length; j++) {
                    image[j] = random.nextInt(256);
                }
                predictor.outputs(image, expected);
                SameBits.assertSameBits(expected, (float[]) logits.invoke(image), "image " + i);
            }
        }
    }

    @Test
    void thePretrainedLenetClassifiesAsItsModelDoes() throws Throwable {
        Model model = Lenet5.pretrained();
        Predictor predictor = model.predictor(Kernels.of(KernelChoice.SCALAR));
        Mnist mnist = Mnist.load();
        try (CompiledSources compiled = new CompiledSources(
                Map.of(NAME, JavaSource.of(model, NAME)), folder)) {
            MethodHandle logits = compiled.method(NAME, "logits", float[].class);
            MethodHandle classify = compiled.method(NAME, "classify", int.class);
            float[] expected = new float[10];
            for (int i = 0; i < LENET_IMAGES; i++) {
                float[] image = mnist.test().image(i).values();
                predictor.outputs(image, expected);
                SameBits.assertSameBits(expected, (float[]) logits.invoke(image), "image " + i);
                assertEquals(predictor.predict(image).label(), (int) classify.invoke(image));
            }
        }
    }
}
