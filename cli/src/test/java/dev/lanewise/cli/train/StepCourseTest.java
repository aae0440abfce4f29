package dev.lanewise.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.cli.picture.Course;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.train.History;
import dev.lanewise.engine.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The means of the steps tell of the whole run. */
class StepCourseTest {
    private static final int IMAGES = 96;

    private static Dataset data(Network network) {
        byte[] pixels = new byte[IMAGES * network.inputShape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (31 * i);
        }
        byte[] labels = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) (i % 3);
        }
        return ImageDataset.of(network.inputShape(), 3, pixels, labels);
    }

    /** One mean a step; their mean by images is that of the epoch. */
    @Test
    void meansOfStepsMakeUpTheEpochs() {
        Network network = Network.input(1, 2, 2).dense(3).build();
        StepCourse course = new StepCourse();
        try (Trainer trainer = Trainer.of(network)
                .kernels(Kernels.of(KernelChoice.SCALAR))
                .normalization(Normalization.unit())
                .batchSize(32)
                .listener(course)
                .build()) {
            History history = trainer.fit(data(network), 2);
            List<Course.StepMean> means = course.means();
            assertEquals(6, means.size());
            for (int epoch = 0; epoch < 2; epoch++) {
                List<Course.StepMean> steps = means.subList(3 * epoch, 3 * epoch + 3);
                assertEquals(history.epochs().get(epoch).loss(),
                        steps.stream().mapToDouble(Course.StepMean::loss).average().orElseThrow(),
                        1e-9);
                assertEquals(history.epochs().get(epoch).accuracy(), steps.stream()
                        .mapToDouble(Course.StepMean::accuracy)
                        .average()
                        .orElseThrow(), 1e-9);
            }
        }
    }
}
