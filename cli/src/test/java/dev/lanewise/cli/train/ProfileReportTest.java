package dev.lanewise.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lanewise.engine.train.TrainingProfile;
import dev.lanewise.engine.train.TrainingProfile.Pass;
import dev.lanewise.engine.train.TrainingProfile.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProfileReportTest {
    /** Four steps of 5 ms on two workers. */
    private static final TrainingProfile PROFILE = new TrainingProfile(2, 4, 400, 20_000_000,
            List.of(new Row("conv1+pool1", Pass.FORWARD, 30_000_000, 32, 1_500_000_000, 4 << 20),
                    new Row("weights", Pass.UPDATE, 4_000_000, 40, 0, 2 << 20),
                    new Row("workers", Pass.IDLE, 6_000_000, 0, 0, 0)));

    @Test
    void rowsAddUpToAStep() {
        assertEquals(List.of(
                "Layer        Pass        ms   Share  GFLOP/s   Peak   MiB",
                "─────────────────────────────────────────────────────────",
                "conv1+pool1  forward  3.750   75.0%    100.0  50.0%  1.00",
                "weights      update   0.500   10.0%                  0.50",
                "workers      idle     0.750   15.0%",
                "step                  5.000  100.0%     75.0  37.5%  1.50"),
                new ProfileReport(PROFILE, OptionalDouble.of(200)).table());
    }

    @Test
    void withoutAPeakItsColumnIsLeftOut() {
        ProfileReport report = new ProfileReport(PROFILE, OptionalDouble.empty());
        assertEquals(List.of(
                "Layer        Pass        ms   Share  GFLOP/s   MiB",
                "──────────────────────────────────────────────────",
                "conv1+pool1  forward  3.750   75.0%    100.0  1.00",
                "weights      update   0.500   10.0%           0.50",
                "workers      idle     0.750   15.0%",
                "step                  5.000  100.0%     75.0  1.50"), report.table());
        Map<String, ?> record = report.record();
        assertNull(record.get("peak_gflops"));
        assertNull(record.get("peak_share"));
        assertEquals(75.0, record.get("gflops"));
    }

    @Test
    void theRecordHoldsAmountsOfAStep() {
        assertEquals("{steps=4, images=400, threads=2, peak_gflops=200.0, ms=5.0, flop=375000000,"
                + " gflops=75.0, peak_share=0.375, bytes=1572864, rows=["
                + "{layer=conv1+pool1, pass=forward, share=0.75, ms=3.75, flop=375000000,"
                + " gflops=100.0, peak_share=0.5, bytes=1048576}, "
                + "{layer=weights, pass=update, share=0.1, ms=0.5, flop=0, gflops=null,"
                + " peak_share=null, bytes=524288}, "
                + "{layer=workers, pass=idle, share=0.15, ms=0.75, flop=0, gflops=null,"
                + " peak_share=null, bytes=0}]}",
                new ProfileReport(PROFILE, OptionalDouble.of(200)).record().toString());
    }

    /** Tells the peak that it finds; started without the Vector API. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            System.out.println(ProfileReport.of(PROFILE).peakGflops());
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
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor());
    }
}
