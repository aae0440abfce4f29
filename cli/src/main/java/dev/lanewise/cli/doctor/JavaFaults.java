package dev.lanewise.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Faults of some Java versions that make vector code compute wrongly. */
final class JavaFaults {
    private static final int FEATURE = 25;
    private static final int MENDED = 3;
    /** The flag of compact object headers. */
    static final String COMPACT_HEADERS = "UseCompactObjectHeaders";

    private JavaFaults() {}

    /**
     * Warnings, each with what to do about it; none if nothing is known against this Java.
     *
     * @param version that runs
     * @param flags of the virtual machine, with their values
     */
    static List<String> of(Runtime.Version version, Map<String, String> flags) {
        List<String> warnings = new ArrayList<>();
        if (version.feature() == FEATURE && version.interim() == 0 && version.update() < MENDED) {
            warnings.add("Java 25.0.0 to 25.0.2 can corrupt data in vector code; this is "
                    + version + "; use 25.0.3 or later");
        }
        if (version.feature() == FEATURE && "true".equals(flags.get(COMPACT_HEADERS))) {
            warnings.add(
                    "Java 25 can corrupt data in vector code with compact object headers; start it"
                            + " without -XX:+" + COMPACT_HEADERS);
        }
        return warnings;
    }
}
