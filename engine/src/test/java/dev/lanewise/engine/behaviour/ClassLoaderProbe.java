package dev.lanewise.engine.behaviour;

import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * A host that drops a copy of the engine and tells whether its class loader is collected. Needs a virtual machine
 * without patience for soft references ({@code -XX:SoftRefLRUPolicyMSPerMB=0}): Java keeps one to each class that
 * is a component of a record whose {@code equals} was called.
 */
public final class ClassLoaderProbe {
    private static final int HOST_THREADS = 3;

    private ClassLoaderProbe() {}

    /** Leaves its own class in the host's threads: what the engine must not do. */
    public static final class Untidy implements BiFunction<ExecutorService, ForkJoinPool, String> {
        private final ThreadLocal<Object> kept = new ThreadLocal<>();

        @Override
        public String apply(ExecutorService executor, ForkJoinPool pool) {
            try {
                executor.submit(() -> kept.set(this)).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return "";
        }
    }

    /** For each program and kind of threads whether it was collected, within so many milliseconds. */
    public static void main(String[] args) throws Exception {
        long millis = Long.parseLong(args[0]);
        try (ForkJoinPool pool = new ForkJoinPool(2);
                ExecutorService threads = Executors.newFixedThreadPool(HOST_THREADS);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            tell("Visitor in platform threads", visit(Visitor.class, threads, pool), millis);
            tell("Visitor in virtual threads", visit(Visitor.class, virtual, pool), millis);
            tell("Untidy", visit(Untidy.class, threads, pool), 300);
        }
    }

    private static void tell(String what, WeakReference<ClassLoader> loader, long millis)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(20);
        }
        System.out.format(Locale.ROOT, "%s: %s%n", what,
                loader.get() == null ? "collected" : "kept");
    }

    private static WeakReference<ClassLoader> visit(Class<?> program, ExecutorService threads,
            ForkJoinPool pool) throws Exception {
        try (EngineCopy copy = new EngineCopy()) {
            copy.program(program).apply(threads, pool);
            return new WeakReference<>(copy);
        }
    }
}
