package dev.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.workload.GemmWorkload;
import dev.lanewise.bench.workload.Task;
import dev.lanewise.engine.backend.GemmProblem;
import dev.lanewise.engine.parallel.Workers;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.foreign.FunctionDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All multiply the same matrices. */
class GemmPeerTest {

    @ParameterizedTest
    @EnumSource(GemmPeer.class)
    void theProductIsOurs(GemmPeer peer) {
        GemmProblem shape = GemmWorkload.parse("17x33x20");
        try (Workers workers = Workers.own(2);
                Task ours = GemmPeer.LANEWISE.prepare(shape, workers);
                Task theirs = peer.prepare(shape, workers)) {
            ours.run();
            theirs.run();
            theirs.run(); // replaces the first product, does not add to it
            // 33 products of numbers below 1, in another order: far below 33² units of 2⁻²⁴.
            assertArrayEquals(ours.result(), theirs.result(), 33 * 33 * 0x1p-24f);
        }
    }

    @ParameterizedTest
    @CsvSource({"libabsent.so, can't be loaded", "libm.so.6, has no function cblas_sgemm"})
    void whatIsNotOpenBlasIsNamed(String library, String found) {
        Throwable refusal = assertThrows(IllegalStateException.class, () -> OpenBlasGemm.function(
                library, "cblas_sgemm", FunctionDescriptor.ofVoid()));
        assertTrue(refusal.toString().contains("as " + library + ", which " + found),
                refusal.toString());
    }

    @Test
    void netlibUsesTheVectorApi() {
        assertEquals("VectorBLAS", JavaBLAS.getInstance().getClass().getSimpleName());
    }
}
