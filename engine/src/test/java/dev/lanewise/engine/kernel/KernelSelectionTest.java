package dev.lanewise.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every run of the tests is told which kernels it must get, and must have got them. */
class KernelSelectionTest {
    private static final String EXPECTED_KERNELS = "lanewise.test.expect.kernels";
    private static final String EXPECTED_BITS = "lanewise.test.expect.bits";
    private static final String FLAG = "--add-modules jdk.incubator.vector";
    private static final String MODULE = "--add-modules=jdk.incubator.vector";
    private static final String SERVER = "OpenJDK 64-Bit Server VM";

    private static String expectedKernels() {
        String expected = System.getProperty(EXPECTED_KERNELS);
        assertNotNull(expected,
                "start the tests with -D" + EXPECTED_KERNELS + "=scalar or vector");
        return expected;
    }

    @Test
    @Tag("kernels")
    void thisRunHasTheKernelsItWasPromised() {
        KernelInfo info = Kernels.auto().info();
        assertEquals(expectedKernels(), info.backend());
        String bits = System.getProperty(EXPECTED_BITS);
        if (bits != null) {
            assertEquals(Integer.parseInt(bits), info.bits());
        } else if (info.backend().equals("vector")) {
            assertTrue(info.bits() >= 128 && info.bits() <= 512, info::toString);
        } else {
            assertEquals(0, info.bits());
        }
        assertEquals(Fma.HARDWARE, info.fma());
    }

    @Test
    @Tag("kernels")
    void askingForVectorKernelsGivesThemOrNamesTheFlag() {
        if (expectedKernels().equals("vector")) {
            assertSame(Kernels.auto(), Kernels.of(KernelChoice.VECTOR));
        } else {
            KernelUnavailableException e = assertThrows(KernelUnavailableException.class,
                    () -> Kernels.of(KernelChoice.VECTOR));
            assertTrue(e.getMessage().contains(FLAG), e::getMessage);
        }
    }

    @Test
    void scalarKernelsAreAlwaysThere() {
        Kernels kernels = Kernels.of(KernelChoice.SCALAR);
        assertInstanceOf(ScalarKernels.class, kernels);
        assertEquals("scalar: scalar kernels were asked for", kernels.info().toString());
        assertSame(kernels, Kernels.of(KernelChoice.SCALAR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed mode", "mixed mode, sharing", "mixed mode, aot, sharing",
            "compiled mode"})
    void hotSpotWithC2IsNoObstacle(String mode) {
        assertNull(KernelSelection.virtualMachineObstacle(SERVER, mode));
        assertNull(KernelSelection
                .virtualMachineObstacle("Java HotSpot(TM) 64-Bit Server VM", mode));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "OpenJDK 64-Bit Server VM | interpreted mode, sharing | without the C2 compiler | -Xint",
            "OpenJDK 64-Bit Server VM | mixed mode, emulated-client | without the C2 compiler | -XX:TieredStopAtLevel=1",
            "OpenJDK Client VM        | mixed mode                | without the C2 compiler | -client",
            "OpenJDK 64-Bit Minimal VM| mixed mode                | without the C2 compiler | -client",
            "Eclipse OpenJ9 VM        | mixed mode                | \"Eclipse OpenJ9 VM\" is not HotSpot | OpenJDK build"})
    void otherMachinesAreObstacles(String name, String mode, String reason, String advice) {
        KernelSelection.Obstacle obstacle = KernelSelection.virtualMachineObstacle(name, mode);
        assertNotNull(obstacle);
        assertTrue(obstacle.reason().contains(reason), obstacle::reason);
        assertTrue(obstacle.advice().contains(advice), obstacle::advice);
    }

    @Test
    @Tag("processes")
    void withoutTheModuleTheScalarKernelsRun() {
        String output = JvmProbe.run();
        assertTrue(output.contains("\nscalar: the module jdk.incubator.vector is absent"), output);
        assertTrue(output.contains("\nVector kernels can't run here: "), output);
        assertTrue(output.contains("; start Java with " + FLAG + "."), output);
    }

    @Test
    @Tag("processes")
    void withTheModuleTheVectorKernelsRun() {
        assertTwoVectorChoices(JvmProbe.run(MODULE));
    }

    @Test
    @Tag("processes")
    void vectorKernelsRunWhereTheEngineIsAModule() {
        assertTwoVectorChoices(JvmProbe.runInModule(MODULE));
        String output = JvmProbe.runInModule();
        assertTrue(output.contains("\nscalar: the module jdk.incubator.vector is absent"), output);
    }

    /** Lanes of BigDecimal would take hours. */
    @Test
    @Tag("processes")
    void withoutFmaTheScalarKernelsRun() {
        String output = JvmProbe.run(MODULE, "-XX:-UseFMA");
        String reason = "the processor has no fused multiply-add";
        assertTrue(output.contains("\nscalar without FMA: " + reason + " (use a machine "), output);
        assertTrue(
                output.contains("\nVector kernels can't run here: " + reason + "; use a machine "),
                output);
    }

    @Test
    @Tag("processes")
    void whatSlowsTheAutomaticChoiceDownIsLoggedAsAWarning() {
        String absent = JvmProbe.run();
        assertTrue(absent.contains("WARNING: kernels: scalar: the module "), absent);
        String unfused = JvmProbe.run(MODULE, "-XX:-UseFMA");
        assertTrue(unfused.contains("WARNING: kernels: scalar without FMA: "), unfused);
        String vector = JvmProbe.run(MODULE);
        assertTrue(!vector.contains("kernels: "), vector);
    }

    private static void assertTwoVectorChoices(String output) {
        assertTrue(output.contains("vector ") && output.contains(" bit: the Vector API is present"),
                output);
        assertTrue(!output.contains("scalar") && !output.contains("can't run"), output);
    }

    @ParameterizedTest
    @Tag("processes")
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void withoutC2TheScalarKernelsRun(String flag) {
        String output = JvmProbe.run(MODULE, flag);
        assertTrue(output.contains("scalar: the virtual machine runs without the C2 compiler"),
                output);
        assertTrue(output.contains("Vector kernels can't run here: the virtual machine"), output);
    }
}
