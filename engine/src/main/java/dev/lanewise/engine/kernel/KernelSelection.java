package dev.lanewise.engine.kernel;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.CompilerFlags;
import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.backend.ScalarKernels;
import dev.lanewise.engine.backend.portable.PortableKernels;
import java.lang.System.Logger.Level;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the backend, once for each kind, and logs one line of each choice: of the automatic one a
 * warning where it falls on scalar kernels and information where it falls on portable ones, else for
 * debugging. The vector kernels live in the one
 * package that imports {@code jdk.incubator.vector}; they are reached by name, after checks, so that
 * the engine loads where that module is absent, hidden from its loader, or where a tool that makes
 * jars smaller left them out. Nothing here throws as its class is initialized: who asks again would
 * be told less.
 */
final class KernelSelection {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String FLAG = "--add-modules=" + MODULE;
    private static final String VECTOR_KERNELS = "dev.lanewise.engine.backend.vector.VectorKernels";
    private static final int LEAST_BITS = 128;

    private static final Obstacle WITHOUT_C2 = new Obstacle(
            "the virtual machine runs without the C2 compiler",
            "start Java without -Xint, -client, -XX:CompilationMode=quick-only or"
                    + " -XX:TieredStopAtLevel=0 to 3");

    private KernelSelection() {}

    /** Why kernels can't run here and what would mend it. */
    record Obstacle(String reason, String advice) {}

    /** Each kind of kernels is made and logged when it is first asked for. */
    private static final class Best {
        static final Kernels KERNELS = best();
    }

    private static final class Automatic {
        static final Kernels KERNELS = logged(Best.KERNELS, level(Best.KERNELS));
    }

    private static final class Vector {
        static final Kernels KERNELS = logged(Best.KERNELS, Level.DEBUG);
    }

    private static final class Portable {
        static final Kernels KERNELS = logged(portable("portable kernels were asked for", ""),
                Level.DEBUG);
    }

    private static final class Scalar {
        static final Kernels KERNELS = logged(scalar("scalar kernels were asked for", ""),
                Level.DEBUG);
    }

    static Kernels select(KernelChoice choice) {
        return switch (choice) {
            case AUTO -> Automatic.KERNELS;
            case SCALAR -> Scalar.KERNELS;
            case VECTOR -> vector();
            case PORTABLE -> portable();
        };
    }

    private static Level level(Kernels kernels) {
        return switch (kernels.info().backend()) {
            case "vector" -> Level.DEBUG;
            case "portable" -> Level.INFO;
            default -> Level.WARNING;
        };
    }

    private static Kernels vector() {
        if (isVector(Best.KERNELS)) {
            return Vector.KERNELS;
        }
        KernelInfo info = Best.KERNELS.info();
        throw new UnsupportedOperationException(
                "Vector kernels can't run here: " + info.reason() + "; " + info.advice() + ".");
    }

    private static Kernels portable() {
        Obstacle obstacle = portableObstacle();
        if (obstacle != null) {
            throw new UnsupportedOperationException("Portable kernels can't run here: "
                    + obstacle.reason() + "; " + obstacle.advice() + ".");
        }
        return Portable.KERNELS;
    }

    private static boolean isVector(Kernels kernels) {
        return kernels.info().backend().equals("vector");
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static Kernels best() {
        Obstacle obstacle = portableObstacle();
        if (obstacle != null) {
            return scalar(obstacle.reason(), obstacle.advice());
        }
        if (hasModule()) {
            return vectorOrPortable(VECTOR_KERNELS);
        }
        Obstacle module = moduleObstacle(ModuleFinder.ofSystem());
        return portable(module.reason(), module.advice());
    }

    /** What would bring a module that no program asked for, or that this Java doesn't hold at all. */
    static Obstacle moduleObstacle(ModuleFinder system) {
        String start = "start Java with " + FLAG;
        return system.find(MODULE).isPresent()
                ? new Obstacle("the module " + MODULE + " is not resolved", start)
                : new Obstacle("the module " + MODULE + " is absent from this Java",
                        "use a JDK, or make the image by jlink with that module, and " + start);
    }

    /** What stands against portable kernels, and so against vector ones, or null. */
    private static @Nullable Obstacle portableObstacle() {
        Obstacle virtualMachine = virtualMachineObstacle(System.getProperty("java.vm.name", ""),
                System.getProperty("java.vm.info", ""));
        if (virtualMachine != null) {
            return virtualMachine;
        }
        if (!Fma.HARDWARE) {
            // Each fma would be computed with BigDecimal.
            return new Obstacle("the processor has no fused multiply-add",
                    "use a machine that has it, and start Java without -XX:-UseFMA");
        }
        return CompilerFlags.excludeC2() ? WITHOUT_C2 : null;
    }

    /** The vector kernels of a class, or portable ones that say why those can't be had. */
    static Kernels vectorOrPortable(String vectorKernels) {
        try {
            Class<?> type = Class.forName(vectorKernels);
            int bits = (int) type.getMethod("preferredBits").invoke(null);
            if (bits < LEAST_BITS) {
                return portable("the widest vector here has " + bits + " bits",
                        "use a machine with at least " + LEAST_BITS);
            }
            KernelInfo info = new KernelInfo("vector", bits, Fma.HARDWARE,
                    "the Vector API is present and " + bits + " bits wide", "");
            return new Kernels(info, (Backend) type.getConstructor(Backend.class)
                    .newInstance(new ScalarKernels()));
        } catch (InvocationTargetException e) {
            return unloadable(e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return unloadable(e);
        }
    }

    private static Kernels unloadable(Throwable cause) {
        return portable("the vector kernels can't be loaded, though the module " + MODULE
                + " is there: " + cause,
                "let the engine's class loader see that module, and keep"
                        + " all classes of dev.lanewise.engine.backend.vector in the jar");
    }

    /**
     * What in the virtual machine stands against vector and portable kernels, or null: without C2 every
     * vector operation allocates, and no loop is made to vectors. {@code -XX:TieredStopAtLevel=2} and {@code =3}, or one that another flag
     * hides, leave no trace in these properties; {@link CompilerFlags} tells.
     */
    static @Nullable Obstacle virtualMachineObstacle(String name,
            String mode) {
        String modes = mode.toLowerCase(Locale.ROOT);
        if (!name.contains("HotSpot") && !name.contains("OpenJDK")) {
            return new Obstacle("the virtual machine \"" + name + "\" is not HotSpot",
                    "use an OpenJDK build with the C2 compiler");
        }
        if (modes.contains("interpreted") || modes.contains("emulated-client")
                || name.contains("Client") || name.contains("Minimal")) {
            return WITHOUT_C2;
        }
        return null;
    }

    private static Kernels portable(String reason, String advice) {
        return new Kernels(new KernelInfo("portable", 0, Fma.HARDWARE, reason, advice),
                new PortableKernels(new ScalarKernels()));
    }

    private static Kernels scalar(String reason, String advice) {
        return new Kernels(new KernelInfo("scalar", 0, Fma.HARDWARE, reason, advice),
                new ScalarKernels());
    }

    private static Kernels logged(Kernels kernels, Level level) {
        try {
            System.getLogger(Kernels.class.getName())
                    .log(level, "kernels: {0}", kernels.info());
        } catch (RuntimeException | ServiceConfigurationError e) {
            // A logger of somebody else's that fails is no reason to do without kernels.
        }
        return kernels;
    }
}
