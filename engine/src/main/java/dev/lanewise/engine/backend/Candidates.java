package dev.lanewise.engine.backend;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which implementation of a kernel a shape gets: the first whose turn it is. All give the same bits, so
 * their order is a matter of speed alone.
 *
 * @param special those for some shapes, in the order in which they are asked
 * @param truth the one that takes every shape, or refuses it for all of them
 * @param <S> a shape
 * @param <K> a kernel, prepared for a shape
 */
public record Candidates<S, K>(List<Candidate<S, K>> special, Function<S, K> truth) {

    /**
     * An implementation.
     *
     * @param fits whether it can do a shape, and does it faster than those after it
     * @param make prepares it for a shape
     */
    public record Candidate<S, K>(Predicate<S> fits, Function<S, K> make) {}

    /** Keeps an unmodifiable copy of the list. */
    public Candidates {
        special = List.copyOf(special);
    }

    /** Prepares the first that fits. */
    public K prepare(S shape) {
        for (Candidate<S, K> candidate : special) {
            if (candidate.fits.test(shape)) {
                return candidate.make.apply(shape);
            }
        }
        return truth.apply(shape);
    }
}
