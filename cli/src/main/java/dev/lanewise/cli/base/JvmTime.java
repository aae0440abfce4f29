package dev.lanewise.cli.base;

import java.lang.management.ManagementFactory;

/** How long this process has been Java. */
public final class JvmTime {
    private static final double MILLISECONDS = 1000;
    private static final double NANOSECONDS = 1e9;

    private JvmTime() {}

    /**
     * Seconds since the virtual machine began to start, by a clock that nobody sets. From its own
     * record and not from the operating system's: on Linux {@code ProcessHandle} knows the start
     * only to the second, and the process was the launcher before, which may have had to build the
     * program.
     */
    public static double secondsSinceStart() {
        // First the clock: the bean takes some 20 ms to load.
        long before = System.nanoTime();
        double uptime = ManagementFactory.getRuntimeMXBean().getUptime() / MILLISECONDS;
        return Math.max(0, uptime - (System.nanoTime() - before) / NANOSECONDS);
    }
}
