package dev.lanewise.engine.behaviour;

import dev.lanewise.engine.model.Model;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiFunction;

/** A copy of the engine and of these tests in a class loader of its own, as plugins have it. */
final class EngineCopy extends URLClassLoader {
    EngineCopy() {
        super(new URL[]{home(Model.class), home(EngineCopy.class)},
                ClassLoader.getPlatformClassLoader());
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** What a class does, as this loader loads it. */
    @SuppressWarnings("unchecked") // The class is known.
    BiFunction<ExecutorService, ForkJoinPool, String> program(Class<?> original) {
        try {
            Class<?> type = loadClass(original.getName());
            if (type == original) {
                throw new AssertionError(type + " was not copied");
            }
            return (BiFunction<ExecutorService, ForkJoinPool, String>) type.getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
