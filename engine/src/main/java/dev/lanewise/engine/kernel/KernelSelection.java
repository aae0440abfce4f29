package dev.lanewise.engine.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/**
 * Chooses the backend, once for each kind. The vector kernels live in the one package that imports
 * {@code jdk.incubator.vector}; they are reached by name, after checks, so that the engine loads
 * where that module is absent.
 */
final class KernelSelection {
    private static final System.Logger LOG = System.getLogger(Kernels.class.getName());
    private static final String FLAG = "--add-modules jdk.incubator.vector";
    private static final String VECTOR_KERNELS = "dev.lanewise.engine.kernel.vector.VectorKernels";
    private static final int LEAST_BITS = 128;

    private KernelSelection() {}

    /** Why the vector kernels can't run here and what would mend it. */
    record Obstacle(String reason, String advice) {}

    /** Each kind of kernels is made when it is first asked for. */
    private static final class Automatic {
        static final Kernels KERNELS = logged(automatic());
    }

    private static final class Scalar {
        static final Kernels KERNELS = scalar("scalar kernels were asked for", "");
    }

    static Kernels select(KernelChoice choice) {
        return switch (choice) {
            case AUTO -> Automatic.KERNELS;
            case SCALAR -> Scalar.KERNELS;
            case VECTOR -> vector();
        };
    }

    private static Kernels vector() {
        if (Automatic.KERNELS.info().backend().equals("vector")) {
            return Automatic.KERNELS;
        }
        KernelInfo info = Automatic.KERNELS.info();
        throw new KernelUnavailableException(
                "Vector kernels can't run here: " + info.reason() + "; " + info.advice() + ".");
    }

    private static Kernels automatic() {
        Obstacle virtualMachine = virtualMachineObstacle(System.getProperty("java.vm.name", ""),
                System.getProperty("java.vm.info", ""));
        if (virtualMachine != null) {
            return scalar(virtualMachine.reason(), virtualMachine.advice());
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return scalar("the module jdk.incubator.vector is absent", "start Java with " + FLAG);
        }
        try {
            Class<?> type = Class.forName(VECTOR_KERNELS);
            int bits = (int) type.getMethod("preferredBits").invoke(null);
            if (bits < LEAST_BITS) {
                return scalar("the widest vector here has " + bits + " bits",
                        "use a machine with at least " + LEAST_BITS);
            }
            KernelInfo info = new KernelInfo("vector", bits, Fma.HARDWARE,
                    "the Vector API is present and " + bits + " bits wide", "");
            return (Kernels) type.getConstructor(KernelInfo.class, Kernels.class)
                    .newInstance(info, Scalar.KERNELS);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e instanceof InvocationTargetException i && i.getCause() != null
                    ? i.getCause()
                    : e;
            throw new IllegalStateException(
                    "The vector kernels are on the module path but can't be loaded: " + cause,
                    cause);
        }
    }

    /**
     * What in the virtual machine stands against vector kernels, or null: without C2 every vector
     * operation allocates.
     */
    static @org.jspecify.annotations.Nullable Obstacle virtualMachineObstacle(String name,
            String mode) {
        String modes = mode.toLowerCase(Locale.ROOT);
        if (!name.contains("HotSpot") && !name.contains("OpenJDK")) {
            return new Obstacle("the virtual machine \"" + name + "\" is not HotSpot",
                    "use an OpenJDK build with the C2 compiler");
        }
        if (modes.contains("interpreted") || modes.contains("emulated-client")
                || name.contains("Client") || name.contains("Minimal")) {
            return new Obstacle("the virtual machine runs without the C2 compiler",
                    "start Java without -Xint, -client or a TieredStopAtLevel below 4");
        }
        return null;
    }

    private static Kernels scalar(String reason, String advice) {
        return new ScalarKernels(new KernelInfo("scalar", 0, Fma.HARDWARE, reason, advice));
    }

    private static Kernels logged(Kernels kernels) {
        LOG.log(System.Logger.Level.DEBUG, "kernels: {0}", kernels.info());
        return kernels;
    }
}
