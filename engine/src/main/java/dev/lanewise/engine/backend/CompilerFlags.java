package dev.lanewise.engine.backend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The flags of HotSpot that decide which of its compilers run, and what they may use. They are asked for by name: a
 * runtime without {@code jdk.management} has nothing to ask.
 */
public final class CompilerFlags {
    private static final String FACTORY = "java.lang.management.ManagementFactory";
    private static final String BEAN = "com.sun.management.HotSpotDiagnosticMXBean";
    private static final int C2_LEVEL = 4;

    private CompilerFlags() {}

    /**
     * Whether flags keep C2 from compiling: {@code -XX:TieredStopAtLevel=0} to {@code 3}. False if
     * the machine doesn't tell.
     */
    public static boolean excludeC2() {
        List<String> values = values("TieredCompilation", "TieredStopAtLevel");
        return !values.isEmpty() && excludeC2(values.get(0), values.get(1));
    }

    /** Whether the machine says that it has fused multiply-add. False if it doesn't tell. */
    static boolean useFma() {
        return values("UseFMA").equals(List.of("true"));
    }

    /** The values of flags; none if one of them can't be had. */
    private static List<String> values(String... names) {
        try {
            Class<?> bean = Class.forName(BEAN);
            Object hotSpot = Class.forName(FACTORY)
                    .getMethod("getPlatformMXBean", Class.class)
                    .invoke(null, bean);
            Method option = bean.getMethod("getVMOption", String.class);
            List<String> values = new ArrayList<>();
            for (String name : names) {
                values.add(value(option, hotSpot, name));
            }
            return values;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return List.of();
        }
    }

    /** The last level counts where there are several, and where it is none. */
    public static boolean excludeC2(String tiered, String lastLevel) {
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
