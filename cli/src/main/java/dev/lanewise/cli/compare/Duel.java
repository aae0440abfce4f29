package dev.lanewise.cli.compare;

import java.util.Optional;

/**
 * Two runs on the same test images.
 *
 * @param first the run that others are compared with
 * @param second another
 * @param sameWeights whether their weights are the same to the bit
 * @param test what their answers tell, if that can be told
 * @param probability of such a difference by chance, adjusted for all duels of a comparison; 1 without a test
 * @param images how many there are
 * @param obstacle why there is no test, empty if there is
 */
public record Duel(ComparedRun first, ComparedRun second, boolean sameWeights,
        Optional<McNemar> test, double probability, int images, String obstacle) {
    /** A difference that chance makes less often is called one. */
    static final double LEVEL = 0.05;

    Duel withProbability(double adjusted) {
        return new Duel(first, second, sameWeights, test, adjusted, images, obstacle);
    }

    /** The better one, if the difference exceeds noise. */
    Optional<ComparedRun> better() {
        return test.filter(t -> probability < LEVEL)
                .map(t -> t.onlyFirst() > t.onlySecond() ? first : second);
    }
}
