package example;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two copies of the program and the engine at once, each in a class loader of its own. */
final class TwoLoaders {
    private static final String ENGINE = "dev.lanewise.engine.kernel.Kernels";

    private TwoLoaders() {}

    public static void main(String[] jars) throws Exception {
        ClassLoader parent = ClassLoader.getPlatformClassLoader();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (var first = Loaders.of(parent, jars); var second = Loaders.of(parent, jars)) {
            Future<String> one = threads.submit((Callable<String>) () -> Loaders.report(first));
            Future<String> two = threads.submit((Callable<String>) () -> Loaders.report(second));
            System.out.print(one.get() + two.get());
            Class<?> ours = first.loadClass(ENGINE);
            Class<?> theirs = second.loadClass(ENGINE);
            if (ours == theirs || kernels(ours) == kernels(theirs)) {
                throw new IllegalStateException("The loaders share what must be apart.");
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Object kernels(Class<?> type) throws ReflectiveOperationException {
        return type.getMethod("auto").invoke(null);
    }
}
