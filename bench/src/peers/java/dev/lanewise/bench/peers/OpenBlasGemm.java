package dev.lanewise.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lanewise.bench.workload.SyntheticData;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.engine.backend.GemmProblem;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;

/** OpenBLAS on operands outside the heap that begin at cache lines, as it likes them best. */
final class OpenBlasGemm implements Task {
    private static final String LIBRARY = System.getProperty("lanewise.openblas",
            "libopenblas.so.0");
    private static final int CACHE_LINE = 64;
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final MethodHandle SGEMM = function(LIBRARY, "cblas_sgemm",
            FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                    JAVA_FLOAT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_FLOAT, ADDRESS,
                    JAVA_INT));
    private static final MethodHandle SET_THREADS = function(LIBRARY, "openblas_set_num_threads",
            FunctionDescriptor.ofVoid(JAVA_INT));

    private final Arena arena = Arena.ofShared();
    private final GemmProblem shape;
    private final MemorySegment a;
    private final MemorySegment b;
    private final MemorySegment c;

    OpenBlasGemm(GemmProblem shape, int threads) {
        this.shape = shape;
        this.a = segment(SyntheticData.floats(shape.spanA()));
        this.b = segment(SyntheticData.floats(shape.spanB()));
        this.c = segment(new float[shape.spanC()]);
        try {
            SET_THREADS.invokeExact(threads);
        } catch (Throwable e) { // what a method handle declares
            throw new IllegalStateException(e);
        }
    }

    /**
     * A function of OpenBLAS.
     *
     * @param library file, or name in the system's search path
     * @throws IllegalStateException if it can't be loaded or is another library
     */
    @SuppressWarnings("restricted") // What native access is for.
    static MethodHandle function(String library, String name, FunctionDescriptor type) {
        try {
            MemorySegment symbol = SymbolLookup.libraryLookup(library, Arena.global())
                    .findOrThrow(name);
            return Linker.nativeLinker().downcallHandle(symbol, type);
        } catch (IllegalArgumentException e) {
            throw notOpenBlas(library, "can't be loaded", e);
        } catch (NoSuchElementException e) {
            throw notOpenBlas(library, "has no function " + name, e);
        }
    }

    private static IllegalStateException notOpenBlas(String library, String found,
            Exception cause) {
        return new IllegalStateException("OpenBLAS was expected as " + library + ", which " + found
                + "; install it (on Debian libopenblas0-pthread), or name the file with"
                + " -Dlanewise.openblas=FILE.", cause);
    }

    private MemorySegment segment(float[] values) {
        MemorySegment segment = arena.allocate((long) values.length * Float.BYTES, CACHE_LINE);
        return segment.copyFrom(MemorySegment.ofArray(values));
    }

    @Override
    public void run() {
        try {
            SGEMM.invokeExact(ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, shape.m(), shape.n(),
                    shape.k(), 1f, a, shape.k(), b, shape.n(), 0f, c, shape.n());
        } catch (Throwable e) { // what a method handle declares
            throw new IllegalStateException(e);
        }
    }

    /** A copy. */
    @Override
    public float[] result() {
        return c.toArray(JAVA_FLOAT);
    }

    @Override
    public void close() {
        arena.close();
    }
}
