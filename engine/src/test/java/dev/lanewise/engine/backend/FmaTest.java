package dev.lanewise.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.lanewise.engine.kernel.JvmProbe;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernels")
public class FmaTest {
    /** A² = 1 + 2⁻¹¹ + 2⁻²⁴, which a float can't hold: rounded it is −C. */
    public static final float A = 1 + 0x1p-12f;
    public static final float C = -(1 + 0x1p-11f);
    private static final float ROUNDED_ONCE = 0x1p-24f;
    private static final float ROUNDED_TWICE = 0f;

    @Test
    void theProbeFindsWhatTheVirtualMachineKnows() {
        HotSpotDiagnosticMXBean machine = ManagementFactory
                .getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        assertEquals(machine.getVMOption("UseFMA").getValue(), String.valueOf(Fma.HARDWARE));
        assertEquals(Fma.HARDWARE, CompilerFlags.useFma(), "what is asked where the probe is slow");
    }

    @Test
    void theProductIsNotRoundedWhereTheHardwareCanFuse() {
        assertEquals(Fma.HARDWARE ? ROUNDED_ONCE : ROUNDED_TWICE, Fma.of(A, A, C));
    }

    /** The JVM's own Math.fma takes 20 µs a call there, and 1 µs after many calls. */
    @ParameterizedTest
    @Tag("processes")
    @ValueSource(ints = {0, 1000, 100_000})
    void withoutTheInstructionMultiplyAndAddAreRoundedEach(int callsBefore) {
        String output = JvmProbe.run("-XX:-UseFMA", JvmProbe.callsBefore(callsBefore));
        assertTrue(output.contains("\nfma false " + ROUNDED_TWICE), output);
        assertTrue(output.contains("scalar without FMA: "), output);
    }
}
