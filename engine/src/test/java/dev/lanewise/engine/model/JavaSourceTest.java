package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.golden.GoldenLenet5;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.SameBits;
import dev.lanewise.engine.plan.SmallNetworks;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import dev.lanewise.engine.testing.CompiledSources;
import dev.lanewise.engine.testing.PassingLayer;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated classes give the bits of the scalar kernels. */
class JavaSourceTest {
    private static final int BATCH = 5;
    private static final int IMAGES = 200;
    @TempDir
    private Path folder;

    private static Model model(Network network, float[] parameters) {
        return Model.of(network, parameters, Normalization.of(0.75f, -0.125f), Map.of());
    }

    private static float[] expected(Model model, float[] values) {
        float[] outputs = new float[model.network().outputs()];
        model.predictor(Kernels.of(KernelChoice.SCALAR)).outputs(values, outputs);
        return outputs;
    }

    /** Every kind of layer, by itself and beside others. */
    @Test
    void everyLayerHasTheScalarKernelsBits() throws Throwable {
        List<Case> cases = SmallNetworks.cases(BATCH).toList();
        Map<String, String> sources = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            String name = "made.Case" + i;
            Case each = cases.get(i);
            sources.put(name, JavaSource.of(model(each.network(), each.parameters()), name));
        }
        try (CompiledSources compiled = new CompiledSources(sources, folder)) {
            for (int i = 0; i < cases.size(); i++) {
                Case each = cases.get(i);
                Model model = model(each.network(), each.parameters());
                MethodHandle logits = compiled.method("made.Case" + i, "logits", float[].class);
                for (float[] image : each.images()) {
                    float[] before = image.clone();
                    SameBits.assertSameBits(expected(model, image), (float[]) logits.invoke(image),
                            each.name());
                    SameBits.assertSameBits(before, image, "the input");
                }
            }
        }
    }

    @Test
    void lenetsClassesAreTheModels() throws Throwable {
        float[] parameters = GoldenLenet5.parameters();
        Model model = Model.of(Lenet5Networks.standard(Activation.SILU), parameters,
                Normalization.unit(), Map.of());
        String source = JavaSource.of(model, "Digits");
        assertEquals(source, JavaSource.of(model, "Digits"));
        Random random = new Random(1);
        try (CompiledSources compiled = new CompiledSources(Map.of("Digits", source), folder)) {
            MethodHandle logits = compiled.method("Digits", "logits", float[].class);
            MethodHandle classify = compiled.method("Digits", "classify", int.class);
            Predictor predictor = model.predictor(Kernels.of(KernelChoice.SCALAR));
            for (int i = 0; i < IMAGES; i++) {
                float[] image = new float[model.network().inputShape().size()];
                for (int j = 0; j < image.length; j++) {
                    image[j] = random.nextInt(256);
                }
                float[] outputs = new float[model.network().outputs()];
                predictor.outputs(image, outputs);
                SameBits.assertSameBits(outputs, (float[]) logits.invoke(image), "image " + i);
                assertEquals(predictor.predict(image).label(), (int) classify.invoke(image));
            }
            IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                    () -> logits.invoke(new float[3]));
            assertEquals("An input must have 784 values; you gave 3.", failure.getMessage());
        }
    }

    @Test
    void weightsOfMoreThanOneTextAreRead() throws Throwable {
        Network network = Network.input(300).dense(200).tanh().dense(2).build();
        float[] parameters = new float[network.parameterCount()];
        Random random = new Random(2);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextFloat() - 0.5f;
        }
        Model model = model(network, parameters).withLoss(Loss.meanSquaredError());
        String source = JavaSource.of(model, "Large");
        assertTrue(source.lines().allMatch(line -> line.length() <= 120), "long lines");
        assertTrue(source.chars().allMatch(c -> c < 128), "signs beyond ASCII");
        assertFalse(source.contains("classify("), "classes of values");
        assertFalse(source.contains("convolution("), "methods that nothing calls");
        try (CompiledSources compiled = new CompiledSources(Map.of("Large", source), folder)) {
            float[] x = new float[300];
            x[7] = 1;
            SameBits.assertSameBits(expected(model, x), (float[]) compiled
                    .method("Large", "outputs", float[].class)
                    .invoke(x), "outputs");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "9", "com..X", "com.class.X", "String", "X;", "Ä"})
    void aClassMustHaveAName(String name) throws IOException {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> JavaSource.of(ModelFiles.tiny(), name));
        assertTrue(failure.getMessage().contains("you gave '" + name + "'"), failure::getMessage);
    }

    @Test
    void aProgramsOwnLayerIsRefused() {
        Network network = Network.input(2).layer(new PassingLayer("test.own")).build();
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> JavaSource.of(model(network, new float[0]), "X"));
        assertTrue(failure.getMessage().startsWith("Layer own1 must be one of Lanewise's"),
                failure::getMessage);
    }
}
