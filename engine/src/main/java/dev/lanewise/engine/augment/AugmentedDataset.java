package dev.lanewise.engine.augment;

import dev.lanewise.engine.backend.ScalarKernels;
import dev.lanewise.engine.data.Augmentation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.nn.Shape;

/**
 * The samples of a data set as a trainer feeds them to its network in one epoch: distorted by
 * its augmentation, to the same bits. Meant for looking at some of them: each read allocates what it
 * needs. Safe for any number of threads.
 */
public final class AugmentedDataset implements Dataset {
    private final Dataset source;
    private final Augmentation augmentation;
    private final double corruption;
    private final long seed;
    private final int epoch;

    /**
     * The view of an epoch.
     *
     * @param source what is trained on
     * @param augmentation the trainer's
     * @param corruption the trainer's
     * @param seed the trainer's
     * @param epoch number of the epoch from 1
     */
    public AugmentedDataset(Dataset source, Augmentation augmentation, double corruption, long seed,
            int epoch) {
        this.source = source;
        this.augmentation = augmentation;
        this.corruption = corruption;
        this.seed = seed;
        this.epoch = epoch;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Shape shape() {
        return source.shape();
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public int targets() {
        return source.targets();
    }

    @Override
    public void target(int index, float[] into, int offset) {
        source.target(index, into, offset);
    }

    @Override
    public float weight(int index) {
        return source.weight(index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        source.read(index, into, offset);
        Distorter distorter = new Distorter(augmentation, corruption, shape(),
                new ScalarKernels());
        distorter.begin(seed, epoch);
        distorter.apply(index, into, offset);
    }
}
