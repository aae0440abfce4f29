package dev.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.plan.Plan;

import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rivals compute what we compute. */
class PeerNetworksTest {
    private static final int BATCH = 4;
    private static final int PIXELS = 28 * 28;
    private static final int CLASSES = 10;
    private static final float TOLERANCE = 1e-4f;

    private static float[] ours(Model model, float[] images) {
        Plan plan = new Plan(model.network(), Kernels.auto(), 1, Plan.Use.INFERENCE);
        float[] logits = new float[BATCH * CLASSES];
        for (int i = 0; i < BATCH; i++) {
            plan.load(Arrays.copyOfRange(images, i * PIXELS, (i + 1) * PIXELS), 1,
                    Normalization.none());
            plan.forward(model.parameters());
            System.arraycopy(plan.logits(), 0, logits, i * CLASSES, CLASSES);
        }
        return logits;
    }

    @ParameterizedTest
    @EnumSource(NetworkPeer.class)
    void theLogitsAreOurs(NetworkPeer peer) {
        Model model = PeerData.model();
        float[] images = PeerData.of(BATCH).images();
        try (PeerNetwork network = peer.prepare(model, BATCH, 1)) {
            assertArrayEquals(ours(model, images), network.logits(images), TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource(TrainerPeer.class)
    void theFirstLossIsOursAndItFalls(TrainerPeer peer) {
        Model model = PeerData.model();
        PeerData data = PeerData.of(BATCH);
        try (PeerTrainer trainer = peer.prepare(model, BATCH, 1, 0.001f)) {
            float first = trainer.step(data.images(), data.labels());
            assertEquals(meanLoss(ours(model, data.images()), data.labels()), first, TOLERANCE);
            float last = first;
            for (int i = 0; i < 20; i++) {
                last = trainer.step(data.images(), data.labels());
            }
            assertTrue(last < first / 2, first + " → " + last);
        }
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
