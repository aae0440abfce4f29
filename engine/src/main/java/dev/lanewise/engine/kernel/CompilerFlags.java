package dev.lanewise.engine.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The flags of HotSpot that decide which of its compilers run. They are asked for by name: a
 * runtime without {@code jdk.management} has nothing to ask.
 */
final class CompilerFlags {
    private static final String FACTORY = "java.lang.management.ManagementFactory";
    private static final String BEAN = "com.sun.management.HotSpotDiagnosticMXBean";
    private static final int C2_LEVEL = 4;

    private CompilerFlags() {}

    /**
     * Whether flags keep C2 from compiling: {@code -XX:TieredStopAtLevel=0} to {@code 3}. False if
     * the machine doesn't tell.
     */
    static boolean excludeC2() {
        try {
            Class<?> bean = Class.forName(BEAN);
            Object hotSpot = Class.forName(FACTORY)
                    .getMethod("getPlatformMXBean", Class.class)
                    .invoke(null, bean);
            Method option = bean.getMethod("getVMOption", String.class);
            return excludeC2(value(option, hotSpot, "TieredCompilation"),
                    value(option, hotSpot, "TieredStopAtLevel"));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return false;
        }
    }

    /** The last level counts where there are several, and where it is none. */
    static boolean excludeC2(String tiered, String lastLevel) {
        int last = Integer.parseInt(lastLevel);
        return last == 0 || (Boolean.parseBoolean(tiered) && last < C2_LEVEL);
    }

    private static String value(Method option, Object hotSpot, String name)
            throws ReflectiveOperationException {
        try {
            Object found = option.invoke(hotSpot, name);
            return (String) found.getClass().getMethod("getValue").invoke(found);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(name + " is no flag here", e);
        }
    }
}
