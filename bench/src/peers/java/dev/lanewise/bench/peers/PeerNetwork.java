package dev.lanewise.bench.peers;

/** A network, ours or a rival's, ready for batches of one size. Belongs to one thread at a time. */
public interface PeerNetwork extends AutoCloseable {

    /**
     * Logits {@code [batch × classes]} of normalized images {@code [batch × rows × columns]}; the
     * array is written again by the next call.
     */
    float[] logits(float[] images);

    @Override
    void close();
}
