package dev.lanewise.bench.peers;

/** Training, ours or a rival's, of LeNet-5 with Adam. Belongs to one thread at a time. */
public interface PeerTrainer extends AutoCloseable {

    /**
     * One step: forward, backward and update.
     *
     * @param images normalized {@code [batch × rows × columns]}
     * @param labels a class for each
     * @return the mean loss of the batch before the update
     */
    float step(float[] images, int[] labels);

    @Override
    void close();
}
