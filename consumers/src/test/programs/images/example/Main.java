package example;

import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.mnist.Mnist;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Loads MNIST, and tells a fingerprint of its test images. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        System.out.print(report());
    }

    /** Loads it, and tells kernels and fingerprint, a line each. */
    public static String report() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        var images = Mnist.load().test();
        float[] values = new float[28 * 28];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, values, 0);
            for (float value : values) {
                digest.update((byte) value);
            }
            digest.update((byte) images.label(i));
        }
        return "kernels: " + Kernels.auto().info().backend() + "\nfingerprint: "
                + HexFormat.of().formatHex(digest.digest()) + "\n";
    }
}
