package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.testing.Checksums;
import dev.lanewise.engine.testing.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Checkpoints, as they come and with a checksum that fits; training goes on from each that is read, for one step. */
public final class CheckpointFuzzTarget implements FuzzTarget {
    private static final Kernels KERNELS = Kernels.of(KernelChoice.SCALAR);
    private static final Dataset TRAIN = data(20);
    private static final Dataset VALIDATION = data(6);

    /** For {@link FuzzTarget}. */
    public CheckpointFuzzTarget() {}

    private static Dataset data(int count) {
        byte[] pixels = new byte[count * 9];
        byte[] labels = new byte[count];
        new Random(5).nextBytes(pixels);
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        return ImageDataset.of(new Shape(1, 3, 3), 2, pixels, labels);
    }

    @Override
    public String name() {
        return "checkpoint";
    }

    private static TrainerBuilder trainer() {
        return SyntheticImages.trainer(Network.input(1, 3, 3).dense(2).build())
                .kernels(KERNELS)
                .batchSize(4)
                .threads(1)
                .seed(3)
                .optimizer(Adam.of(0.01))
                .ema(0.9)
                .validation(VALIDATION);
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Trainer whole = trainer().build()) {
            whole.fit(TRAIN, 2);
            seeds.add(bytes(whole.checkpoint()));
        }
        try (OneStep half = new OneStep()) {
            half.trainer.fit(TRAIN, 3);
            seeds.add(bytes(half.trainer.checkpoint()));
        }
        return seeds;
    }

    private static byte[] bytes(Checkpoint checkpoint) throws IOException {
        Path file = Files.createTempFile("lanewise", ".checkpoint");
        try {
            checkpoint.save(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    /** A trainer that stops after a step: how long a checkpoint asks to train is no fault of its reader. */
    private static final class OneStep implements TrainingListener, AutoCloseable {
        final Trainer trainer = trainer().listener(this).build();

        @Override
        public void onStep(StepProgress progress) {
            trainer.stop();
        }

        @Override
        public void close() {
            trainer.close();
        }
    }

    @Override
    public void read(byte[] file) throws IOException {
        read(file, Checksums.MOST_REPAIRS);
    }

    private static void read(byte[] file, int repairs) throws IOException {
        Checkpoint checkpoint;
        try {
            checkpoint = TensorFile.read("input", file, CheckpointFile.FORMAT);
        } catch (ModelFormatException e) {
            Optional<byte[]> repaired = Checksums.repaired(file, e.getMessage());
            if (repaired.isPresent() && repairs > 0) {
                read(repaired.get(), repairs - 1);
            }
            return;
        }
        byte[] written = bytes(checkpoint);
        assertArrayEquals(written, bytes(TensorFile.read("again", written, CheckpointFile.FORMAT)));
        try (OneStep going = new OneStep()) {
            going.trainer.resume(TRAIN, checkpoint);
        } catch (TrainingException e) {
            // Numbers that are sound, but lead nowhere.
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null || !e.getMessage().contains("must be")) {
                throw e;
            }
        }
    }
}
