package dev.lanewise.bench.harness;

/** Is told how far a measurement is. */
@FunctionalInterface
public interface Progress {
    /**
     * Something begins to be measured.
     *
     * @param what it
     * @param done how many rows are done
     * @param all how many there are
     */
    void onNext(String what, int done, int all);
}
