package dev.lanewise.consumers;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be on standard error. */
enum Message {
    /** Java's own remark; it can't be turned off. */
    INCUBATOR("WARNING: Using incubator modules: jdk\\.incubator\\.vector"),
    PICKED_UP("(NOTE: )?Picked up \\w+: --add-modules=jdk\\.incubator\\.vector"),
    ABSENT("INFO: kernels: portable: the module jdk\\.incubator\\.vector is absent from"
            + " this Java \\(use a JDK, or .*start Java with"
            + " --add-modules=jdk\\.incubator\\.vector\\)"),
    NOT_RESOLVED("INFO: kernels: portable: the module jdk\\.incubator\\.vector is not resolved"
            + " \\(start Java with --add-modules=jdk\\.incubator\\.vector\\)"),
    HIDDEN("INFO: kernels: portable: the vector kernels can't be loaded, .*: "
            + "java\\.lang\\.NoClassDefFoundError: jdk/incubator/vector/\\w+ \\(let the engine's class loader see that module.*"),
    LEFT_OUT("INFO: kernels: portable: the vector kernels can't be loaded, .*: "
            + "java\\.lang\\.ClassNotFoundException: dev\\.lanewise\\.\\S+"
            + " \\(.* keep all classes of dev\\.lanewise\\.engine\\.backend\\.vector in the jar\\)"),
    WITHOUT_C2("WARNING: kernels: scalar: the virtual machine runs without the C2 compiler .*");

    private final Pattern pattern;

    Message(String regex) {
        pattern = Pattern.compile(regex);
    }

    /** What a line is, or that it is none of these. */
    static Optional<Message> of(String line) {
        return Stream.of(values())
                .filter(message -> message.pattern.matcher(line).matches())
                .findFirst();
    }

    /** Its name in the table. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
