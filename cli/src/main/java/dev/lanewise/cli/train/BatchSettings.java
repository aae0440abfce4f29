package dev.lanewise.cli.train;

/**
 * How the training images are gone through.
 *
 * @param epochs how often
 * @param size images a step
 * @param dropLast whether the rest of an epoch that does not fill a batch is left out
 */
public record BatchSettings(int epochs, int size, boolean dropLast) {

    /** Steps of an epoch of so many images. */
    int steps(int images) {
        return dropLast ? images / size : Math.ceilDiv(images, size);
    }
}
