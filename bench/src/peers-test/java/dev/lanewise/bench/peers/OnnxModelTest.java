package dev.lanewise.bench.peers;

import dev.lanewise.bench.workload.SyntheticData;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime reads what is written, and computes our logits from it. */
class OnnxModelTest {
    private static final int BATCH = 3;

    static Stream<Network> networks() {
        return Stream.of(
                // kernel 3 × 2, stride 2, padding 1; then dilation 2
                Network.input(3, 13, 11)
                        .layer(Conv2d.of(4, 3, 2).stride(2).padding(1))
                        .relu()
                        .layer(Conv2d.of(5, 2, 3).dilation(2))
                        .dense(7)
                        .build(),
                // windows that overlap and that do not fit whole
                Network.input(2, 12, 10)
                        .layer(AveragePool2d.of(3).stride(2))
                        .tanh()
                        .layer(MaxPool2d.of(2).stride(1))
                        .dense(4)
                        .silu()
                        .build(),
                // no maps to flatten but the input's
                Network.input(2, 3, 4).dense(6).relu().dense(5).build(),
                // no dense layer: maps are the classes
                Network.input(1, 6, 6).conv2d(3, 3).averagePool(2).build());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theLogitsAreOurs(Network network) {
        Model model = Model.of(network, SyntheticData.floats(network.parameterCount()),
                Normalization.none(), Map.of());
        float[] images = SyntheticData.floats(BATCH * network.inputShape().size());
        try (PeerNetwork ours = new LanewiseNetwork(model, BATCH, 1);
                PeerNetwork theirs = new OnnxRuntimeNetwork(model, BATCH, 1)) {
            Logits.assertClose(ours.logits(images), theirs.logits(images));
        }
    }
}
