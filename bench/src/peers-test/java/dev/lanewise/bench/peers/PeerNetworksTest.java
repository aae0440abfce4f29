package dev.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.plan.Plan;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All peers compute what one plan on one thread computes. */
class PeerNetworksTest {
    private static final int THREADS = 2;
    private static final float RATE = 0.001f;

    private static float[] ours(Model model, float[] images) {
        Network network = model.network();
        int size = network.inputShape().size();
        int batch = images.length / size;
        Plan plan = new Plan(network, Kernels.auto().backend(), 1, Plan.Use.INFERENCE);
        float[] logits = new float[batch * network.outputs()];
        for (int i = 0; i < batch; i++) {
            plan.load(Arrays.copyOfRange(images, i * size, (i + 1) * size), 1,
                    Normalization.none());
            plan.forward(model.parameters());
            System.arraycopy(plan.logits(), 0, logits, i * network.outputs(), network.outputs());
        }
        return logits;
    }

    /** All peers, and all networks that they know. */
    static Stream<Arguments> networks() {
        return Stream.of(PeerModel.values())
                .flatMap(network -> Stream.of(NetworkPeer.values())
                        .filter(peer -> peer != NetworkPeer.TENSORFLOW
                                || network == PeerModel.LENET5)
                        .map(peer -> Arguments.of(network, peer)));
    }

    /** One sample; a tile of 16 and one that is not full. */
    @ParameterizedTest
    @MethodSource("networks")
    void theLogitsAreOurs(PeerModel of, NetworkPeer peer) {
        Model model = of.model();
        for (int batch : new int[]{1, 20}) {
            float[] images = PeerData.of(of, batch).images();
            float[] expected = ours(model, images);
            try (PeerNetwork network = peer.prepare(model, batch, THREADS)) {
                Logits.assertClose(expected, network.logits(images));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TrainerPeer.class)
    void theFirstLossIsOursAndItFalls(TrainerPeer peer) {
        Model model = PeerModel.LENET5.model();
        PeerData data = PeerData.of(PeerModel.LENET5, 4);
        double expected = meanLoss(ours(model, data.images()), data.labels());
        float[] losses = losses(peer, data, 21);
        assertEquals(expected, losses[0], Logits.TOLERANCE * expected);
        assertTrue(losses[1] < losses[0], losses[0] + " → " + losses[1]);
        assertTrue(losses[20] < losses[0] / 2, losses[0] + " → " + losses[20]);
    }

    /** The same gradients, learning rate, moments and correction of their bias. */
    @ParameterizedTest
    @EnumSource(value = TrainerPeer.class, mode = EnumSource.Mode.EXCLUDE, names = "LANEWISE")
    void theLossesOfSeveralStepsAreOurs(TrainerPeer rival) {
        assertSameLosses(rival, PeerModel.LENET5, 10, Logits.TOLERANCE);
    }

    /**
     * Batch statistics, too. Only the first loss is as close as elsewhere: a batch normalization cancels
     * the bias before it, whose gradient is rounding, of which Adam makes full steps. DS-CNN drops values,
     * each peer others.
     */
    @ParameterizedTest
    @EnumSource(value = PeerModel.class, names = {"RESNET8", "MOBILENET", "AUTOENCODER"})
    void theLossesOfTinyNetworksAreOurs(PeerModel of) {
        assertSameLosses(TrainerPeer.PYTORCH, of, 3, 100 * Logits.TOLERANCE);
    }

    private static void assertSameLosses(TrainerPeer rival, PeerModel of, int steps,
            float tolerance) {
        PeerData data = PeerData.of(of, 32);
        float[] expected = losses(TrainerPeer.LANEWISE, data, steps);
        float[] actual = losses(rival, data, steps);
        for (int i = 0; i < steps; i++) {
            float within = i == 0 ? Logits.TOLERANCE : tolerance;
            assertEquals(expected[i], actual[i], within * expected[i], "step " + i);
        }
    }

    private static float[] losses(TrainerPeer peer, PeerData data, int steps) {
        float[] losses = new float[steps];
        try (PeerTrainer trainer = peer.prepare(data.of(), data.size(), THREADS, RATE)) {
            for (int i = 0; i < steps; i++) {
                losses[i] = trainer.step(data.images(), data.labels());
            }
        }
        return losses;
    }

    @Test
    void tensorFlowRefusesWhatItDoesNotKnow() {
        Throwable refusal = assertThrows(IllegalArgumentException.class,
                () -> TrainerPeer.TENSORFLOW.prepare(PeerModel.RESNET8, 4, 1, RATE));
        assertTrue(refusal.toString().contains("LENET5"), refusal.toString());
    }

    private static double meanLoss(float[] logits, int[] labels) {
        double sum = 0;
        int classes = logits.length / labels.length;
        for (int i = 0; i < labels.length; i++) {
            double all = 0;
            for (int c = 0; c < classes; c++) {
                all += StrictMath.exp(logits[i * classes + c]);
            }
            sum += StrictMath.log(all) - logits[i * classes + labels[i]];
        }
        return sum / labels.length;
    }
}
