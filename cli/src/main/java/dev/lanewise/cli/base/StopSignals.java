package dev.lanewise.cli.base;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGINT (Ctrl-C), SIGTERM and SIGHUP (a terminal that was closed) while a command runs: the first asks
 * it to stop, a second one ends the process at once. SIGHUP is no second one: a terminal that closes
 * mostly sends two, by the shell and by the kernel.
 *
 * <p>A shutdown hook can't do this: it is not told which signal came, and a virtual machine that is
 * shutting down does not notice a second one. {@code sun.misc.Signal} can, and belongs to
 * {@code jdk.unsupported}, which JDKs have and export; it is reached by reflection because javac
 * warns of it whatever is suppressed, and so that a platform without it only loses this nicety.
 * The virtual machine leaves signals alone that it was told to ignore, as by {@code nohup}.
 */
public final class StopSignals implements AutoCloseable {
    private static final int HANGUP = 1;
    private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15, "HUP", HANGUP);

    private volatile Runnable stop = () -> {};
    private final AtomicInteger received = new AtomicInteger();
    /** The handlers that were there before, by signal. */
    private final Map<Object, Object> replaced = new LinkedHashMap<>();

    private StopSignals() {}

    /** Begins to listen. */
    public static StopSignals listen() {
        StopSignals signals = new StopSignals();
        NUMBERS.forEach((name, number) -> {
            try {
                signals.handle(name, number);
            } catch (ReflectiveOperationException e) {
                // The virtual machine has no such signal, or keeps it (-Xrs): it ends the process.
                System.getLogger(StopSignals.class.getName())
                        .log(System.Logger.Level.DEBUG, "SIG" + name + " can't be handled", e);
            }
        });
        return signals;
    }

    /** Lets the first signal call {@code action}, on a thread of its own; at once if it came already. */
    public void onFirst(Runnable action) {
        stop = action;
        if (received() != 0) {
            action.run();
        }
    }

    private void handle(String name, int number) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        MethodHandle target = MethodHandles.lookup()
                .findVirtual(StopSignals.class, "signalled",
                        MethodType.methodType(void.class, int.class));
        MethodHandle bound = MethodHandles.insertArguments(target, 0, this, number);
        replaced.put(signal, setHandler(signal, MethodHandleProxies.asInterfaceInstance(
                handlerType(), MethodHandles.dropArguments(bound, 0, signalType))));
    }

    private static Class<?> handlerType() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }

    /** Returns the handler before. */
    private static Object setHandler(Object signal, Object handler)
            throws ReflectiveOperationException {
        return signal.getClass()
                .getMethod("handle", signal.getClass(), handlerType())
                .invoke(null, signal, handler);
    }

    @SuppressWarnings("UnusedMethod") // Looked up by name above.
    private void signalled(int number) {
        if (received.compareAndSet(0, number)) {
            stop.run();
        } else if (number != HANGUP) {
            Runtime.getRuntime().halt(ExitCode.ofSignal(number));
        }
    }

    /** The number of the signal that came first, or 0. */
    public int received() {
        return received.get();
    }

    /** Puts back what handled the signals before. */
    @Override
    public void close() {
        replaced.forEach((signal, handler) -> {
            try {
                setHandler(signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
