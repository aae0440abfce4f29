package dev.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.plan.Plan;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All peers compute what one plan on one thread computes. */
class PeerNetworksTest {
    private static final int PIXELS = 28 * 28;
    private static final int CLASSES = 10;
    private static final int THREADS = 2;

    private static float[] ours(Model model, float[] images) {
        int batch = images.length / PIXELS;
        Plan plan = new Plan(model.network(), Kernels.auto().backend(), 1, Plan.Use.INFERENCE);
        float[] logits = new float[batch * CLASSES];
        for (int i = 0; i < batch; i++) {
            plan.load(Arrays.copyOfRange(images, i * PIXELS, (i + 1) * PIXELS), 1,
                    Normalization.none());
            plan.forward(model.parameters());
            System.arraycopy(plan.logits(), 0, logits, i * CLASSES, CLASSES);
        }
        return logits;
    }

    /** One image; a tile of 16 and one that is not full. */
    @ParameterizedTest
    @EnumSource(NetworkPeer.class)
    void theLogitsAreOurs(NetworkPeer peer) {
        Model model = PeerData.model();
        for (int batch : new int[]{1, 20}) {
            float[] images = PeerData.of(batch).images();
            float[] expected = ours(model, images);
            try (PeerNetwork network = peer.prepare(model, batch, THREADS)) {
                Logits.assertClose(expected, network.logits(images));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TrainerPeer.class)
    void theFirstLossIsOursAndItFalls(TrainerPeer peer) {
        Model model = PeerData.model();
        PeerData data = PeerData.of(4);
        double expected = meanLoss(ours(model, data.images()), data.labels());
        float[] losses = losses(peer, model, data, 21);
        assertEquals(expected, losses[0], Logits.TOLERANCE * expected);
        assertTrue(losses[1] < losses[0], losses[0] + " → " + losses[1]);
        assertTrue(losses[20] < losses[0] / 2, losses[0] + " → " + losses[20]);
    }

    /** The same gradients, learning rate, moments and correction of their bias. */
    @ParameterizedTest
    @EnumSource(value = TrainerPeer.class, mode = EnumSource.Mode.EXCLUDE, names = "LANEWISE")
    void theLossesOfSeveralStepsAreOurs(TrainerPeer rival) {
        Model model = PeerData.model();
        PeerData data = PeerData.of(32);
        float[] expected = losses(TrainerPeer.LANEWISE, model, data, 10);
        float[] actual = losses(rival, model, data, 10);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], Logits.TOLERANCE * expected[i], "step " + i);
        }
    }

    private static float[] losses(TrainerPeer peer, Model model, PeerData data, int steps) {
        float[] losses = new float[steps];
        try (PeerTrainer trainer = peer.prepare(model, data.size(), THREADS, 0.001f)) {
            for (int i = 0; i < steps; i++) {
                losses[i] = trainer.step(data.images(), data.labels());
            }
        }
        return losses;
    }

    @Test
    void ourTrainingRefusesOtherWeights() {
        Model model = PeerData.model();
        float[] weights = model.parameters();
        weights[0]++;
        Model other = Model.of(model.network(), weights, model.normalization(), Map.of());
        Throwable refusal = assertThrows(IllegalArgumentException.class,
                () -> TrainerPeer.LANEWISE.prepare(other, 4, 1, 0.001f));
        assertTrue(refusal.toString().contains("PeerData.model"), refusal.toString());
    }

    private static double meanLoss(float[] logits, int[] labels) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double all = 0;
            for (int c = 0; c < CLASSES; c++) {
                all += StrictMath.exp(logits[i * CLASSES + c]);
            }
            sum += StrictMath.log(all) - logits[i * CLASSES + labels[i]];
        }
        return sum / labels.length;
    }
}
