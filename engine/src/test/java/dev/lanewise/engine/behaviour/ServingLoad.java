package dev.lanewise.engine.behaviour;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.model.Predictor;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.testing.PassingLayer;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many threads that ask one model, in a virtual machine of their own; prints what it cost. */
public final class ServingLoad {
    private static final int SIDE = 28;
    private static final int CLASSES = 10;
    private static final int SAMPLES = 48;
    private static final int PHASES = 4;
    private static final int MEASURED = 16;
    private static final int COLLECTIONS = 3;
    private static final Dataset DATA = SyntheticImages.of(SAMPLES, SIDE, CLASSES, 5);

    private final Meeting meeting = new Meeting();
    private @Nullable Model model = model(meeting);
    private final List<Prediction> expected = model.predict(DATA,
            Kernels.of(KernelChoice.SCALAR), 1);
    private final float[][] samples = new float[SAMPLES][];
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    private ServingLoad() {
        Arrays.setAll(samples, i -> DATA.image(i).values());
    }

    /** Lets nobody pass before all are there, once: each is in a prediction of its own then. */
    private static final class Meeting extends PassingLayer {
        private volatile CountDownLatch all = new CountDownLatch(0);

        Meeting() {
            super("test.meeting");
        }

        void of(int threads) {
            all = new CountDownLatch(threads);
        }

        @Override
        public void forward(Shape input, float[] parameters, float[] x, float[] y) {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.forward(input, parameters, x, y);
        }
    }

    private static Model model(Meeting meeting) {
        List<Layer> layers = new ArrayList<>();
        layers.add(meeting);
        Lenet5Networks.standard(Activation.SILU)
                .nodes()
                .stream()
                .map(Node::layer)
                .forEach(layers::add);
        Network network = Network.of(new Shape(1, SIDE, SIDE), layers);
        float[] parameters = new float[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (StrictMath.sin(i) / 8);
        }
        return Model.of(network, parameters, SyntheticImages.NORMALIZATION, Map.of());
    }

    /** The kind of threads, {@code virtual} or {@code platform}, their number, and for how many seconds. */
    public static void main(String[] args) throws Exception {
        new ServingLoad().run("virtual".equals(args[0]), Integer.parseInt(args[1]),
                Double.parseDouble(args[2]));
    }

    private void run(boolean virtual, int threads, double seconds) throws Exception {
        long predictor = sizeOfPredictor();
        meeting.of(threads);
        long start = System.nanoTime();
        long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = i;
            callers.add((virtual ? Thread.ofVirtual() : Thread.ofPlatform())
                    .start(() -> ask(first, end)));
        }
        for (int phase = 1; phase <= PHASES; phase++) {
            TimeUnit.NANOSECONDS.sleep(start + (end - start) * phase / PHASES
                    - (end - start) / (2 * PHASES) - System.nanoTime());
            print("heap" + phase, heap());
            print("resident" + phase, resident());
        }
        for (Thread caller : callers) {
            caller.join();
        }
        print("predictor", predictor);
        print("kept", sizeOfModel());
        print("offheap", offHeap());
        print("answers", answers.get());
        print("wrong", wrong.get());
    }

    private void ask(int first, long end) {
        int sample = first % SAMPLES;
        do {
            if (!expected.get(sample).equals(model.predict(samples[sample]))) {
                wrong.incrementAndGet();
            }
            answers.incrementAndGet();
            sample = (sample + 1) % SAMPLES;
        } while (System.nanoTime() < end);
    }

    /** Bytes of a predictor that shares the model's prepared weights. */
    private long sizeOfPredictor() {
        Kernels kernels = Kernels.auto();
        model.predict(samples[0]);
        Predictor[] predictors = new Predictor[MEASURED];
        long before = heap();
        Arrays.setAll(predictors, i -> model.predictor(kernels));
        long bytes = (heap() - before) / MEASURED;
        for (Predictor predictor : predictors) { // So that they are alive until here.
            predictor.predict(samples[0]);
        }
        return bytes;
    }

    /** Bytes that the model holds in the end; it is dropped. */
    private long sizeOfModel() {
        long before = heap();
        model = null;
        return before - heap();
    }

    private static void print(String name, long value) {
        System.out.println(name + "=" + value);
    }

    /**
     * Bytes that are left when all garbage is collected; what was made since doesn't count. A collection alone
     * may leave what the stack of a virtual thread held that ended before.
     */
    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryPoolMXBeans()
                .stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** Bytes of direct and mapped buffers. */
    private static long offHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
                .stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Bytes of memory as the system counts; 0 where it doesn't tell. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status)
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
