package dev.lanewise.engine.kernel;

import dev.lanewise.engine.backend.Fma;
import dev.lanewise.engine.backend.FmaTest;
import dev.lanewise.engine.testing.ChildJvm;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what the kernels find in a Java virtual machine that was started with other flags than the
 * one that runs the tests.
 */
public final class JvmProbe {
    private JvmProbe() {}

    /** How often a machine calls {@code Math.fma} before it looks for kernels. */
    private static final String CALLS_BEFORE = "lanewise.test.fma.calls";

    /** Prints the automatic choice, then what asking for vector and for portable kernels gives, then fma. */
    public static void main(String[] args) {
        warmUp(Integer.getInteger(CALLS_BEFORE, 0));
        System.out.println(Kernels.auto().info());
        System.out.println(kernels(KernelChoice.VECTOR));
        System.out.println(kernels(KernelChoice.PORTABLE));
        System.out.println("fma " + Fma.HARDWARE + " " + Fma.of(FmaTest.A, FmaTest.A, FmaTest.C));
    }

    private static void warmUp(int calls) {
        float sum = 0;
        for (int i = 0; i < calls; i++) {
            sum = Math.fma(FmaTest.A, 1 / (1f + i), sum) / 2;
        }
        System.out.println("warmed up to " + sum);
    }

    /** The flag that lets a machine call {@code Math.fma} before it looks for kernels. */
    public static String callsBefore(int calls) {
        return "-D" + CALLS_BEFORE + "=" + calls;
    }

    private static String kernels(KernelChoice choice) {
        try {
            return Kernels.of(choice).info().toString();
        } catch (UnsupportedOperationException e) {
            return e.getMessage();
        }
    }

    /** Runs this class on the class path with the given flags; its output. */
    public static String run(String... flags) {
        List<String> arguments = new ArrayList<>(List.of(flags));
        arguments.addAll(List.of("-cp",
                ChildJvm.classPath(Kernels.class, JvmProbe.class), JvmProbe.class.getName()));
        return java(arguments);
    }

    /** Runs this class as part of the engine's module with the given flags; its output. */
    public static String runInModule(String... flags) {
        String module = "dev.lanewise.engine";
        List<String> arguments = new ArrayList<>(List.of(flags));
        arguments.addAll(List.of("-p", ChildJvm.home(Kernels.class), "--patch-module",
                module + "=" + ChildJvm.home(JvmProbe.class), "-m",
                module + "/" + JvmProbe.class.getName()));
        return java(arguments);
    }

    /** Runs this class behind a loader that hides the Vector API from it; its output. */
    public static String runBehindALoader(String... flags) {
        List<String> arguments = new ArrayList<>(List.of(flags));
        arguments.addAll(List.of("-cp",
                ChildJvm.classPath(Kernels.class, JvmProbe.class), Hiding.class.getName()));
        return java(arguments);
    }

    /** Loads the classes of the class path anew, without those of the Vector API. */
    static final class Hiding extends URLClassLoader {
        Hiding(URL... urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        public static void main(String[] args) throws Exception {
            URL[] urls = {Path.of(ChildJvm.home(Kernels.class)).toUri().toURL(),
                    Path.of(ChildJvm.home(JvmProbe.class)).toUri().toURL()};
            try (Hiding loader = new Hiding(urls)) {
                loader.loadClass(JvmProbe.class.getName())
                        .getMethod("main", String[].class)
                        .invoke(null, (Object) args);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jdk.incubator.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private static String java(List<String> arguments) {
        ChildJvm.Result result = ChildJvm.java(Path.of("."), arguments).wentWell();
        return result.out() + result.err();
    }
}
