package dev.lanewise.bench.workload;

import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Predictor;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.util.Map;

/**
 * LeNet-5 with 61,706 parameters as a whole, on images of MNIST's shape: training steps, and
 * inference from pixels to classes.
 */
public final class NetworkWorkloads {
    /** Images of a training step. */
    public static final int BATCH = 128;
    private static final double RATE = 0.001;
    private static final Network LENET = Lenet5.standard();
    private static final long PARAMETER_BYTES = Workload.bytesOf(LENET.parameterCount());
    /** A pixel or a label is one byte. */
    private static final long SAMPLE_BYTES = LENET.inputShape().size() + 1L;
    /** A class and a loss are left for each evaluated image. */
    private static final long EVALUATED_BYTES = Integer.BYTES + Double.BYTES;

    private NetworkWorkloads() {}

    /** Operations of the forward pass of one image. */
    public static long forwardFlops() {
        return 2 * LENET.multiplyAdds();
    }

    /**
     * Operations of training on one image: forward, and the two gradients of every layer, but that
     * of the first one's input.
     */
    public static long trainingFlops() {
        return 3 * forwardFlops() - 2 * LENET.nodes().getFirst().multiplyAdds();
    }

    /**
     * Training for an epoch of {@code images} images in batches of 128 with Adam: data, loss and
     * optimizer included.
     */
    public static Workload training(int images) {
        return training(images, Augmentation.none());
    }

    /** {@link #training(int)} with distorted images; distortions are not counted in its costs. */
    public static Workload training(int images, Augmentation augmentation) {
        int steps = Math.ceilDiv(images, BATCH);
        long bytes = images * SAMPLE_BYTES + steps * OptimizerWorkloads.adam().bytes();
        return new Workload("training", "batch " + BATCH, images * trainingFlops(), bytes,
                Workload.Sharing.TEAM, (kernels, workers) -> new Training(Trainer.of(LENET)
                        .normalization(Mnist.NORMALIZATION)
                        .optimizer(Adam.of(RATE))
                        .batchSize(BATCH)
                        .augmentation(augmentation)
                        .threads(workers.count())
                        .kernels(kernels)
                        .build(), SyntheticData.images(images)));
    }

    private record Training(Trainer trainer, Dataset data) implements Task {

        @Override
        public void run() {
            trainer.fit(data, 1);
        }

        @Override
        public float[] result() {
            return trainer.model().parameters();
        }

        @Override
        public void close() {
            trainer.close();
        }
    }

    /** Inference on many images, tile by tile, with loss and confusion matrix. */
    public static Workload inference(int images) {
        long bytes = images * (SAMPLE_BYTES + EVALUATED_BYTES) + PARAMETER_BYTES;
        return new Workload("inference", "batch " + images, images * forwardFlops(), bytes,
                Workload.Sharing.TEAM,
                (kernels, workers) -> new Inference(kernels, workers, images));
    }

    private static final class Inference implements Task {
        private final Evaluator evaluator;
        private final float[] parameters = SyntheticData.floats(LENET.parameterCount());
        private final Dataset data;
        private Evaluation last;

        Inference(Kernels kernels, Workers workers, int images) {
            this.evaluator = new Evaluator(LENET, kernels.backend(), Normalization.none(), workers);
            this.data = SyntheticData.images(images);
            this.last = evaluator.evaluate(parameters, data);
        }

        @Override
        public void run() {
            last = evaluator.evaluate(parameters, data);
        }

        /** The confusion matrix row by row, then the loss. */
        @Override
        public float[] result() {
            ConfusionMatrix confusion = last.confusion();
            int classes = confusion.classes();
            float[] result = new float[classes * classes + 1];
            for (int i = 0; i < classes * classes; i++) {
                result[i] = confusion.count(i / classes, i % classes);
            }
            result[classes * classes] = (float) last.loss();
            return result;
        }
    }

    /** From the pixels of one image to its probabilities. */
    public static Workload prediction() {
        int pixels = LENET.inputShape().size();
        int classes = LENET.outputs();
        long bytes = Workload.bytesOf((long) pixels + classes) + PARAMETER_BYTES;
        return new Workload("inference", "1 image", forwardFlops(), bytes, Workload.Sharing.EACH,
                (kernels, workers) -> {
                    Predictor predictor = Model.of(LENET,
                            SyntheticData.floats(LENET.parameterCount()), Normalization.none(),
                            Map.of())
                            .predictor(kernels);
                    float[] image = SyntheticData.floats(pixels);
                    float[] probabilities = new float[classes];
                    return Task.of(probabilities, () -> predictor.predict(image, probabilities));
                });
    }
}
