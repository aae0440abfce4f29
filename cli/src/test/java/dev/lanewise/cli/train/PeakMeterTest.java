package dev.lanewise.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PeakMeterTest {

    /** Far below any machine's peak, and above what vectors reach that are boxed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void findsWhatOnlyCompiledVectorsReach(int threads) {
        double gflops = PeakMeter.gflops(threads).orElseThrow();
        assertTrue(gflops > 1 && gflops < 1e5, gflops + " GFLOP/s");
    }

    /** Tells what it found; started without the Vector API. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            System.out.println(PeakMeter.gflops(1));
        }
    }

    @Test
    void withoutTheVectorApiThereIsNoPeak() throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Probe.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(OptionalDouble.empty() + "\n",
                new String(process.getInputStream().readAllBytes()));
        assertEquals(0, process.waitFor());
    }
}
