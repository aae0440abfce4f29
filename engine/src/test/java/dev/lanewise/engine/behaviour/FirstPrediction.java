package dev.lanewise.engine.behaviour;

import dev.lanewise.engine.data.SyntheticImages;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Lenet5Networks;
import dev.lanewise.engine.nn.Network;
import java.util.Arrays;
import java.util.Map;

/** Prints what the first prediction of a process takes after the warm-up. */
public final class FirstPrediction {
    private FirstPrediction() {}

    /** Milliseconds of the warm-up, microseconds of the prediction. */
    public static void main(String[] args) {
        Network network = Lenet5Networks.standard(Activation.SILU);
        float[] parameters = new float[network.parameterCount()];
        Arrays.fill(parameters, 0.01f);
        Model model = Model.of(network, parameters, SyntheticImages.NORMALIZATION, Map.of());
        float[] sample = SyntheticImages.of(1, 28, 10, 5).image(0).values();
        long start = System.nanoTime();
        model.warmUp();
        long warm = System.nanoTime();
        model.predict(sample);
        long end = System.nanoTime();
        System.out.println((warm - start) / 1_000_000 + " " + (end - warm) / 1_000);
    }
}
