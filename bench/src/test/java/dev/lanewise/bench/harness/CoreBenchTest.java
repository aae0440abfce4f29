package dev.lanewise.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@link CoreBench}: what only compiled vectors reach, and nothing that no core can do. */
class CoreBenchTest {

    @Test
    void aCoreLoadsSomeVectorsForEachFma() {
        CoreLimits limits = CoreBench.run();
        double peak = limits.peak().median();
        assertTrue(peak > 1e9 && peak < 1e13, limits::toString);
        for (Statistics loads : new Statistics[]{limits.l1Loads(), limits.l2Loads(),
                limits.farLoads()}) {
            assertTrue(loads.median() > 0.005 && loads.median() < 1.5, limits::toString);
            assertEquals(15, loads.samples());
        }
        assertTrue(limits.l1Loads().median() > limits.farLoads().median(), limits::toString);
    }
}
