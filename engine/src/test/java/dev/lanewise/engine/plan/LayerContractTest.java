package dev.lanewise.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.file.KnownTypes;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.plan.SmallNetworks.Case;
import dev.lanewise.engine.testing.Kinds;
import dev.lanewise.engine.train.Checkpoint;
import dev.lanewise.engine.train.Sgd;
import dev.lanewise.engine.train.StepProgress;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import dev.lanewise.engine.train.TrainingListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every layer owes, over the samples of {@link SmallNetworks}; {@link GradientCheckTest} holds the
 * same samples to double precision and finite differences. A kind of layer without a sample fails here.
 */
class LayerContractTest {
    /** A tile, and one that is not full. */
    private static final int BATCH = Backend.TILE + 3;
    private static final Backend SCALAR = Kernels.of(KernelChoice.SCALAR).backend();
    private static final Normalization AS_IS = Normalization.none();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    static Stream<Case> cases() {
        return SmallNetworks.cases(BATCH);
    }

    private static String kind(Layer layer) {
        return layer.getClass().getSimpleName();
    }

    @Test
    void everyKindHasASample() {
        Set<String> sampled = cases().flatMap(c -> c.network().nodes().stream())
                .map(node -> kind(node.layer()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Kinds.of(Layer.class), sampled);
    }

    @Test
    void everyConstantHasASample() {
        Set<Layer> sampled = cases().flatMap(c -> c.network().nodes().stream())
                .map(Node::layer)
                .collect(Collectors.toSet());
        for (Layer layer : sampled) {
            if (layer instanceof Enum<?> one) {
                for (Object constant : one.getDeclaringClass().getEnumConstants()) {
                    assertTrue(sampled.contains(constant), constant::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aLayerIsWhatItsAttributesSay(Case example) {
        for (Node node : example.network().nodes()) {
            Layer layer = node.layer();
            assertEquals(layer, KnownTypes.layer(layer.type(), layer.attributes()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aModelFileKeepsTheNetwork(Case example, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Model model = Model.of(example.network(), example.parameters(), Normalization.none(),
                Map.of());
        model.save(file);
        Model read = Model.load(file);
        assertEquals(model.network(), read.network());
        assertEquals(model.sha256(), read.sha256());
    }

    /** Logits and gradients, on two tiles of which one is not full. */
    @Tag("kernels")
    @ParameterizedTest
    @MethodSource("cases")
    void allKernelsGiveTheSameBits(Case example) {
        TrainingPass expected = pass(example, SCALAR);
        TrainingPass actual = pass(example, Kernels.auto().backend());
        for (int image = 0; image < BATCH; image++) {
            SameBits.assertSameBits(expected.logits()[image], actual.logits()[image], "logits");
        }
        SameBits.assertSameBits(expected.gradient(), actual.gradient(), "gradient");
    }

    private static TrainingPass pass(Case example, Backend kernels) {
        TrainingPass pass = new TrainingPass(example.network(), kernels, Backend.TILE, BATCH);
        pass.run(example.parameters(), example.images(), example.labels(), 0);
        return pass;
    }

    @Tag("kernels")
    @ParameterizedTest
    @MethodSource("cases")
    void oneImageIsComputedAsInATile(Case example) {
        Plan tile = new Plan(example.network(), SCALAR, Backend.TILE, Plan.Use.INFERENCE);
        Plan fast = new Plan(example.network(), Kernels.auto().backend(), Backend.TILE,
                Plan.Use.INFERENCE);
        Plan single = new Plan(example.network(), Kernels.auto().backend(), 1, Plan.Use.INFERENCE);
        Plan kept = new Plan(example.network(), SCALAR, 1, Plan.Use.INSPECTION);
        for (Plan plan : new Plan[]{tile, fast, single, kept}) {
            // The second pass must not see what the first one left in maps that layers share.
            for (int image = 1; image >= 0; image--) {
                plan.load(example.images()[image], 1, Normalization.none());
                plan.forward(example.parameters());
            }
        }
        for (int c = 0; c < example.network().outputs(); c++) {
            float expected = tile.logits()[c * Backend.TILE] + 0f;
            assertEquals(expected, fast.logits()[c * Backend.TILE] + 0f, "class " + c);
            assertEquals(expected, single.logits()[c] + 0f, "class " + c);
            assertEquals(expected, kept.logits()[c] + 0f, "class " + c + ", all layers kept");
        }
    }

    /** With scalar kernels, whose compilation changes nothing; that vectors are not boxed is tested elsewhere. */
    @Tag("allocation")
    @ParameterizedTest
    @MethodSource("cases")
    void stepsAllocateNothing(Case example) {
        Plan plan = new Plan(example.network(), SCALAR, Backend.TILE, Plan.Use.TRAINING);
        BatchGradient gradient = new BatchGradient(plan, Backend.TILE);
        float[] values = new float[Backend.TILE * example.network().inputShape().size()];
        // What the first rounds allocate belongs to the start of the virtual machine.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) {
            long before = allocated();
            step(plan, gradient, values, example.parameters());
            least = Math.min(least, allocated() - before);
        }
        assertEquals(0, least, "bytes");
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }

    private static void step(Plan plan, BatchGradient gradient, float[] values,
            float[] parameters) {
        gradient.begin(Backend.TILE);
        gradient.beginLeaf(0);
        plan.load(values, Backend.TILE, AS_IS);
        for (int phase = 0; phase < plan.phases(); phase++) {
            plan.forward(parameters, gradient, 0, phase);
            gradient.finishForward(phase);
        }
        for (int phase = plan.phases() - 1; phase >= 0; phase--) {
            plan.backward(parameters, gradient, 0, phase);
            gradient.finishBackward(phase - 1);
        }
        for (int task = 0; task < gradient.tasks(); task++) {
            gradient.reduce(task);
        }
    }

    /** A cross-entropy of a single class is refused. */
    static Stream<Case> trained() {
        return cases().filter(example -> example.network().outputs() > 1);
    }

    /** Stopped in the middle of an epoch, saved, read, and gone on with. */
    @ParameterizedTest
    @MethodSource("trained")
    void aResumedRunEndsWithTheSameBits(Case example, @TempDir Path folder) throws IOException {
        Dataset data = new Images(example);
        Path file = folder.resolve("half.checkpoint");
        AtomicReference<Trainer> running = new AtomicReference<>();
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void onStep(StepProgress progress) {
                if (progress.epoch() == 2 && progress.step() == 1) {
                    running.get().stop();
                }
            }
        };
        String expected;
        try (Trainer whole = builder(example).build()) {
            whole.fit(data, 3);
            expected = whole.model().sha256();
        }
        try (Trainer stopped = builder(example).listener(stopping).build()) {
            running.set(stopped);
            stopped.fit(data, 3);
            assertTrue(stopped.checkpoint().epoch() == 2);
            stopped.checkpoint().save(file);
        }
        try (Trainer resumed = builder(example).build()) {
            resumed.resume(data, Checkpoint.load(file));
            assertEquals(expected, resumed.model().sha256());
        }
    }

    private static TrainerBuilder builder(Case example) {
        return Trainer.of(example.network())
                .optimizer(Sgd.momentum(0.01, 0.9))
                .normalization(Normalization.none())
                .batchSize(8)
                .kernels(Kernels.of(KernelChoice.SCALAR))
                .threads(1);
    }

    /** The images of a sample. */
    private record Images(Case example) implements Dataset {
        @Override
        public int size() {
            return BATCH;
        }

        @Override
        public Shape shape() {
            return example.network().inputShape();
        }

        @Override
        public int classes() {
            return example.network().outputs();
        }

        @Override
        public int label(int index) {
            return example.labels()[index];
        }

        @Override
        public void read(int index, float[] into, int offset) {
            System.arraycopy(example.images()[index], 0, into, offset,
                    example.images()[index].length);
        }
    }
}
