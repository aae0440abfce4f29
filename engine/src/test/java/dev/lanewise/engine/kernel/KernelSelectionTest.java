package dev.lanewise.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.backend.CompilerFlags;
import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.backend.ScalarKernels;
import dev.lanewise.engine.backend.portable.PortableKernels;
import java.lang.module.ModuleFinder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every run of the tests is told which kernels it must get, and must have got them. */
class KernelSelectionTest {
    private static final String EXPECTED_KERNELS = "lanewise.test.expect.kernels";
    private static final String EXPECTED_BITS = "lanewise.test.expect.bits";
    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final String SERVER = "OpenJDK 64-Bit Server VM";

    private static String expectedKernels() {
        String expected = System.getProperty(EXPECTED_KERNELS);
        assertNotNull(expected,
                "start the tests with -D" + EXPECTED_KERNELS + "=scalar, portable or vector");
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
            UnsupportedOperationException e = assertThrows(UnsupportedOperationException.class,
                    () -> Kernels.of(KernelChoice.VECTOR));
            assertTrue(e.getMessage().contains(FLAG), e::getMessage);
        }
    }

    @Test
    @Tag("kernels")
    @Tag("fast")
    void portableKernelsNeedNoModule() {
        Kernels kernels = Kernels.of(KernelChoice.PORTABLE);
        assertInstanceOf(PortableKernels.class, kernels.backend());
        assertEquals("portable: portable kernels were asked for", kernels.info().toString());
        assertSame(kernels, Kernels.of(KernelChoice.PORTABLE));
    }

    @Test
    void scalarKernelsAreAlwaysThere() {
        Kernels kernels = Kernels.of(KernelChoice.SCALAR);
        assertInstanceOf(ScalarKernels.class, kernels.backend());
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
            "OpenJDK 64-Bit Server VM | mixed mode, emulated-client | without the C2 compiler | -XX:TieredStopAtLevel=0 to 3",
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
    void withoutTheModuleThePortableKernelsRun() {
        String output = JvmProbe.run();
        assertTrue(output.contains("\nportable: the module jdk.incubator.vector is not resolved"),
                output);
        assertTrue(output.contains("\nVector kernels can't run here: "), output);
        assertTrue(output.contains("; start Java with " + FLAG + "."), output);
    }

    /** The flag alone would not help there: Java would not start. */
    @Test
    void anImageWithoutTheModuleNeedsAnother() {
        KernelSelection.Obstacle absent = KernelSelection.moduleObstacle(ModuleFinder.of());
        assertEquals("the module jdk.incubator.vector is absent from this Java", absent.reason());
        assertEquals("use a JDK, or make the image by jlink with that module, and start Java with "
                + FLAG, absent.advice());
        KernelSelection.Obstacle there = KernelSelection.moduleObstacle(ModuleFinder.ofSystem());
        assertEquals("the module jdk.incubator.vector is not resolved", there.reason());
        assertEquals("start Java with " + FLAG, there.advice());
    }

    @Test
    @Tag("processes")
    void withTheModuleTheVectorKernelsRun() {
        assertTwoVectorChoices(JvmProbe.run(FLAG));
    }

    @Test
    @Tag("processes")
    void vectorKernelsRunWhereTheEngineIsAModule() {
        assertTwoVectorChoices(JvmProbe.runInModule(FLAG));
        String output = JvmProbe.runInModule();
        assertTrue(output.contains("\nportable: the module jdk.incubator.vector is not resolved"),
                output);
    }

    /** Lanes of BigDecimal would take hours. */
    @Test
    @Tag("processes")
    void withoutFmaTheScalarKernelsRun() {
        String output = JvmProbe.run(FLAG, "-XX:-UseFMA");
        String reason = "the processor has no fused multiply-add";
        assertTrue(output.contains("\nscalar without FMA: " + reason + " (use a machine "), output);
        assertTrue(
                output.contains("\nVector kernels can't run here: " + reason + "; use a machine "),
                output);
        assertTrue(output.contains(
                "\nPortable kernels can't run here: " + reason + "; use a machine "), output);
    }

    @Test
    @Tag("processes")
    void whatSlowsTheAutomaticChoiceDownIsLogged() {
        String absent = JvmProbe.run();
        assertTrue(absent.contains("INFO: kernels: portable: the module "), absent);
        String unfused = JvmProbe.run(FLAG, "-XX:-UseFMA");
        assertTrue(unfused.contains("WARNING: kernels: scalar without FMA: "), unfused);
        String vector = JvmProbe.run(FLAG);
        assertTrue(!vector.contains("kernels: "), vector);
    }

    private static void assertTwoVectorChoices(String output) {
        assertTrue(output.contains("vector ") && output.contains(" bit: the Vector API is present"),
                output);
        assertTrue(!output.contains("scalar") && !output.contains("can't run"), output);
    }

    @ParameterizedTest
    @Tag("processes")
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=0", "-XX:TieredStopAtLevel=1",
            "-XX:TieredStopAtLevel=2", "-XX:TieredStopAtLevel=3",
            "-XX:TieredStopAtLevel=1 -XX:CompilationMode=high-only"})
    void withoutC2TheScalarKernelsRun(String flags) {
        String output = JvmProbe.run((FLAG + " " + flags).split(" "));
        assertTrue(output.contains("scalar: the virtual machine runs without the C2 compiler"),
                output);
        assertTrue(output.contains("WARNING: kernels: scalar: the virtual machine"), output);
        assertTrue(output.contains("Vector kernels can't run here: the virtual machine"), output);
        assertTrue(output.contains("Portable kernels can't run here: the virtual machine"), output);
    }

    /** No module but the base: nobody to ask for flags. */
    @Test
    @Tag("processes")
    void withoutManagementTheVectorKernelsRun() {
        assertTwoVectorChoices(JvmProbe.run(FLAG,
                "--limit-modules=java.base,java.logging,jdk.incubator.vector"));
    }

    @ParameterizedTest
    @CsvSource({"true, 4, false", "true, 3, true", "true, 2, true", "true, 1, true",
            "false, 0, true", "true, 0, true", "false, 4, false", "false, 1, false"})
    void theLastLevelCountsWhereThereAreSeveral(String tiered, String level, boolean excluded) {
        assertEquals(excluded, CompilerFlags.excludeC2(tiered, level));
    }

    @ParameterizedTest
    @ValueSource(classes = {NotThere.class, FailsToInitialize.class, FailsToLink.class,
            FailsToBegin.class})
    void kernelsThatCannotBeLoadedGivePortableOnesThatSayWhy(Class<?> type) {
        String name = type == NotThere.class ? "dev.lanewise.NotThere" : type.getName();
        for (int attempt = 0; attempt < 2; attempt++) {
            Kernels kernels = KernelSelection.vectorOrPortable(name);
            assertInstanceOf(PortableKernels.class, kernels.backend());
            String reason = kernels.info().reason();
            assertTrue(reason.startsWith("the vector kernels can't be loaded, though the module"
                    + " jdk.incubator.vector is there: java.lang."), reason);
        }
    }

    private static final class NotThere {}

    /** As a class whose superclass a loader hides. */
    public static final class FailsToLink {
        private FailsToLink() {}

        public static int preferredBits() {
            throw new NoClassDefFoundError("jdk/incubator/vector/FloatVector");
        }
    }

    public static final class FailsToInitialize {
        static final int BITS = Integer.parseInt("none");

        private FailsToInitialize() {}

        public static int preferredBits() {
            return BITS;
        }
    }

    public static final class FailsToBegin {
        public FailsToBegin(KernelInfo info, Kernels scalar) {
            throw new IllegalStateException(info + " beside " + scalar);
        }

        public static int preferredBits() {
            return 512;
        }
    }

    /** As in OSGi and application servers: java.* and the bundle's own classes only. */
    @Test
    @Tag("processes")
    void behindALoaderThatHidesTheModuleThePortableKernelsRun() {
        String output = JvmProbe.runBehindALoader(FLAG);
        assertTrue(output.contains("\nportable: the vector kernels can't be loaded"), output);
        assertTrue(output.contains("INFO: kernels: portable: the vector kernels"), output);
        assertTrue(output.contains("\nVector kernels can't run here: the vector kernels"), output);
    }
}
