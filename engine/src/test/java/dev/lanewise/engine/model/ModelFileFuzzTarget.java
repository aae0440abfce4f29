package dev.lanewise.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.inference.OutputException;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.testing.Checksums;
import dev.lanewise.engine.testing.FuzzTarget;
import dev.lanewise.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Model files: as they come, with a checksum that fits, and as another program writes them. */
public final class ModelFileFuzzTarget implements FuzzTarget {
    private static final int MOST_VALUES = 10_000;
    private static final Kernels KERNELS = Kernels.of(KernelChoice.SCALAR);

    /** For {@link FuzzTarget}. */
    public ModelFileFuzzTarget() {}

    @Override
    public String name() {
        return "model";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Network network : networks()) {
            try (Trainer trainer = SyntheticImages.trainer(network).threads(1).seed(1).build()) {
                seeds.add(bytes(
                        trainer.model().withProvenance(Map.of("note", "a \"seed\" \u00fc\n"))));
            }
        }
        return seeds;
    }

    public static List<Network> networks() {
        return List.of(Network.input(1, 3, 3).dense(2).build(),
                Network.input(1, 8, 8)
                        .conv2d(2, 3, Padding.SAME)
                        .maxPool(2)
                        .silu()
                        .conv2d(3, 3)
                        .relu()
                        .dense(4)
                        .tanh()
                        .dense(3)
                        .build(),
                Network.input(2, 6, 5).conv2d(2, 2).averagePool(2).dense(2).build());
    }

    private static byte[] bytes(Model model) throws IOException {
        Path file = Files.createTempFile("lanewise", ".safetensors");
        try {
            model.save(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void read(byte[] file) throws IOException {
        check(file, Checksums.MOST_REPAIRS);
        Optional<byte[]> foreign = Checksums.without(file);
        if (foreign.isPresent()) {
            check(foreign.get(), 0);
        }
    }

    private static void check(byte[] file, int repairs) throws IOException {
        Model model;
        try {
            model = Model.read("input", file);
        } catch (ModelFormatException e) {
            Optional<byte[]> repaired = Checksums.repaired(file, e.getMessage());
            if (repaired.isPresent() && repairs > 0) {
                check(repaired.get(), repairs - 1);
            }
            return;
        }
        Model again = Model.read("again", bytes(model));
        assertEquals(model.network(), again.network());
        assertEquals(model.sha256(), again.sha256());
        assertEquals(model.normalization(), again.normalization());
        assertEquals(model.provenance(), again.provenance());
        int size = model.network().inputShape().size();
        if (size <= MOST_VALUES && model.network().outputShape().size() <= MOST_VALUES) {
            try {
                model.predictor(KERNELS)
                        .predict(new float[size], new float[model.network().outputs()]);
            } catch (OutputException e) {
                // Finite weights may be too large for finite outputs; that is how it is refused.
            }
        }
    }
}
