package dev.lanewise.consumers;

import java.util.regex.Pattern;

/** What may be on standard error. */
enum Message {
    /** Java's own remark; it can't be turned off. */
    INCUBATOR("WARNING: Using incubator modules: jdk\\.incubator\\.vector"),
    PICKED_UP("(NOTE: )?Picked up \\w+: --add-modules=jdk\\.incubator\\.vector"),
    ABSENT("INFO: kernels: portable: the module jdk\\.incubator\\.vector is absent"
            + " \\(start Java with --add-modules=jdk\\.incubator\\.vector.*\\)"),
    NOT_RESOLVED("INFO: kernels: portable: the module jdk\\.incubator\\.vector is not resolved"
            + " \\(start Java with --add-modules=jdk\\.incubator\\.vector.*\\)"),
    HIDDEN("INFO: kernels: portable: the vector kernels can't be loaded, .*"
            + "let the engine's class loader see that module.*"),
    WITHOUT_C2("WARNING: kernels: scalar: the virtual machine runs without the C2 compiler .*");

    private final Pattern pattern;

    Message(String regex) {
        pattern = Pattern.compile(regex);
    }

    boolean matches(String line) {
        return pattern.matcher(line).matches();
    }
}
