package example;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.Adam;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.onnx.OnnxModels;
import dev.lanewise.onnx.OnnxOptions;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Trains a small network on made-up samples, lets it predict, takes it through ONNX, and lets MNIST's pretrained network
 * predict. Tells which kernels did it, and a fingerprint of all weights and outputs.
 */
public final class Main {
    private static final int SIDE = 8;
    private static final int CLASSES = 3;

    private Main() {}

    public static void main(String[] args) throws Exception {
        System.out.print(report());
    }

    /** Does it all, and tells kernels and fingerprint, a line each. */
    public static String report() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Dataset data = Dataset.of(new Shape(1, SIDE, SIDE), stripes(96, SIDE * SIDE), labels(96));
        Network network = Network.input(1, SIDE, SIDE)
                .conv2d(4, 3, Padding.SAME)
                .maxPool(2)
                .silu()
                .dense(CLASSES)
                .build();
        float[] sample = stripes(1, SIDE * SIDE)[0];
        try (Trainer trainer = Trainer.of(network)
                .optimizer(Adam.of(0.01))
                .batchSize(32)
                .threads(2)
                .seed(1)
                .build()) {
            trainer.fit(data, 3);
            Model model = trainer.model();
            add(digest, model.parameters());
            add(digest, model.outputs(sample));
            Model copy = OnnxModels.read("copy", OnnxModels.toByteArray(model, OnnxOptions.of()));
            add(digest, copy.outputs(sample));
        }
        add(digest, Lenet5.pretrained().outputs(stripes(1, 28 * 28)[0]));
        return "kernels: " + Kernels.auto().info().backend() + "\nfingerprint: "
                + HexFormat.of().formatHex(digest.digest()) + "\n";
    }

    private static float[][] stripes(int samples, int length) {
        float[][] x = new float[samples][length];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < length; j++) {
                x[i][j] = (j * (1 + i % CLASSES) + i) % 5 - 2;
            }
        }
        return x;
    }

    private static int[] labels(int samples) {
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = i % CLASSES;
        }
        return labels;
    }

    private static void add(MessageDigest digest, float[] values) {
        for (float value : values) {
            int bits = Float.floatToIntBits(value + 0f); // −0 is as good as 0
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                digest.update((byte) (bits >> shift));
            }
        }
    }
}
